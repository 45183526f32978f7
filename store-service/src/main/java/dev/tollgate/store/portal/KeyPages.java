package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.key.ApiKeys;
import dev.tollgate.store.key.KeyMapping;
import dev.tollgate.store.key.KeyRequest;
import dev.tollgate.store.key.KeyType;
import dev.tollgate.store.key.Keys;
import dev.tollgate.store.key.Secrets;
import dev.tollgate.store.key.TokenView;
import dev.tollgate.store.key.Tokens;
import dev.tollgate.store.request.Field;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Keys, secrets and tokens of an application. What is shown once is in the answer to the form that made it and nowhere else: no
 * redirect, no session, no cache holds it.
 */
@Controller
@Hidden
@Scopes({"apim:subscribe", "apim:app_manage"})
@RequestMapping("/store/applications/{applicationId}")
class KeyPages {

    private final Applications applications;
    private final Keys keys;
    private final Secrets secrets;
    private final Tokens tokens;
    private final ApiKeys apiKeys;
    private final ApplicationSheet sheet;

    KeyPages(
            Applications applications,
            Keys keys,
            Secrets secrets,
            Tokens tokens,
            ApiKeys apiKeys,
            ApplicationSheet sheet) {
        this.applications = applications;
        this.keys = keys;
        this.secrets = secrets;
        this.tokens = tokens;
        this.apiKeys = apiKeys;
        this.sheet = sheet;
    }

    /** What the page shows this one time. */
    record Once(
            String title,
            @Nullable String consumerKey,
            @Nullable String secret,
            @Nullable String token,
            @Nullable String apiKey,
            @Nullable String curl,
            long lifeSeconds) {

        /** Never the secrets. */
        @Override
        public String toString() {
            return "Once[" + title + "]";
        }
    }

    @PostMapping("/keys")
    String generate(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @PathVariable String applicationId,
            @RequestParam(defaultValue = "") String keyType,
            @RequestParam(required = false) @Nullable List<String> grantTypes,
            @RequestParam(defaultValue = "") String callbackUrl) {
        return attempt(caller, model, response, applicationId, () -> {
            Keys.Generated made = keys.generate(caller, applicationId, request(keyType, grantTypes, callbackUrl));
            return new Once("Your keys", made.client().getConsumerKey(), made.secret(), null, null, null, 0);
        });
    }

    @GetMapping("/keys/{mappingId}/secret")
    String askForSecret(
            Caller caller, Model model, @PathVariable String applicationId, @PathVariable String mappingId) {
        Application application = applications.owned(caller, applicationId);
        KeyMapping mapping = keys.owned(caller, applicationId, mappingId);
        model.addAttribute(
                "question",
                new Question(
                        "Make a new secret?",
                        "The secret that is in use now stops working at once, wherever it is used. Tokens that were"
                                + " issued stay good until they expire.",
                        "Make a new secret",
                        "/store/applications/" + application.id() + "/keys/" + mapping.id() + "/secret",
                        "/store/applications/" + application.id()));
        return "store/question";
    }

    @PostMapping("/keys/{mappingId}/secret")
    String regenerate(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @PathVariable String applicationId,
            @PathVariable String mappingId) {
        return attempt(caller, model, response, applicationId, () -> {
            var made = secrets.regenerate(keys.owned(caller, applicationId, mappingId));
            return new Once("Your new secret", made.consumerKey(), made.consumerSecret(), null, null, null, 0);
        });
    }

    @PostMapping("/keys/{mappingId}/token")
    String token(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @PathVariable String applicationId,
            @PathVariable String mappingId) {
        return attempt(caller, model, response, applicationId, () -> {
            TokenView made = tokens.issue(
                    keys.owned(caller, applicationId, mappingId), new Tokens.Request(null, null, null, null, null));
            return new Once("Your token", null, null, made.accessToken(), null, made.curl(), made.validityTime());
        });
    }

    /** Of keys whose generation was broken off. */
    @PostMapping("/keys/{mappingId}/clean-up")
    String cleanUp(Caller caller, @PathVariable String applicationId, @PathVariable String mappingId) {
        KeyMapping mapping = keys.owned(caller, applicationId, mappingId);
        keys.cleanUp(mapping);
        return "redirect:/store/applications/" + mapping.applicationId() + "?done=keys-removed";
    }

    @PostMapping("/api-keys")
    @Scopes({"apim:api_key", "apim:subscribe"})
    String makeApiKey(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @PathVariable String applicationId,
            @RequestParam(defaultValue = "") String keyType,
            @RequestParam(defaultValue = "") String keyName) {
        return attempt(caller, model, response, applicationId, () -> {
            KeyType type = Field.oneOf("keyType", keyType, KeyType.class, null);
            var made = apiKeys.generate(
                    caller, applicationId, type, new ApiKeys.GenerateRequest(keyName.strip(), null, null));
            return new Once("Your API key", null, null, null, made.apikey(), null, 0);
        });
    }

    @PostMapping("/api-keys/{keyId}/revoke")
    @Scopes({"apim:api_key", "apim:subscribe"})
    String revokeApiKey(Caller caller, @PathVariable String applicationId, @PathVariable String keyId) {
        String application = applications.owned(caller, applicationId).id().toString();
        apiKeys.revoke(caller, applicationId, new ApiKeys.RevokeRequest(null, keyId));
        return "redirect:/store/applications/" + application + "?done=api-key-revoked";
    }

    static KeyRequest request(String keyType, @Nullable List<String> grantTypes, String callbackUrl) {
        List<@Nullable String> grants = List.copyOf(grantTypes == null ? List.of("client_credentials") : grantTypes);
        return new KeyRequest(keyType, null, grants, null, callbackUrl, null, null, Map.of());
    }

    /** Makes something and shows it on the application's page, or shows there why not. */
    private String attempt(
            Caller caller,
            Model model,
            HttpServletResponse response,
            String applicationId,
            java.util.function.Supplier<Once> making) {
        try {
            model.addAttribute("once", making.get());
        } catch (RefusedException refused) {
            if (refused.code().status() == 404 || refused.code().status() == 403) {
                throw refused;
            }
            response.setStatus(refused.code().status());
            model.addAttribute("problem", refused.description());
        }
        return sheet.show(caller, applicationId, model);
    }
}
