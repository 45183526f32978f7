package dev.tollgate.keymanager.registration;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.ClientRegistry;
import dev.tollgate.keymanager.client.ClientRequest;
import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.client.KeyType;
import dev.tollgate.keymanager.client.NewClient;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * WSO2's dynamic client registration, v0.17. The same name of the same owner again answers the client that is there, with a new
 * secret beside the earlier ones: stored secrets are hashes and cannot be told a second time.
 */
@RestController
class Registration {

    private static final Set<String> OPAQUE = Set.of("OAUTH", "OPAQUE", "DEFAULT");
    private static final int LONGEST_NAME = 200;

    private final ClientRegistry registry;
    private final Users users;
    private final JsonMapper json;

    Registration(ClientRegistry registry, Users users, JsonMapper json) {
        this.registry = registry;
        this.users = users;
        this.json = json;
    }

    record RegistrationRequest(
            @Nullable String callbackUrl,
            @Nullable String clientName,
            @Nullable String owner,
            @Nullable String grantType,
            @Nullable Boolean saasApp,
            @Nullable String tokenType) {}

    /** WSO2's text spells the callback in two ways; both are sent. */
    record RegistrationAnswer(
            String clientId,
            String clientName,
            String callBackURL,
            String callbackUrl,
            String clientSecret,
            boolean isSaasApplication,
            String appOwner,
            String jsonString,
            String jsonAppAttribute,
            @Nullable String applicationUUID,
            String tokenType) {}

    @PostMapping("/client-registration/v0.17/register")
    @Scopes("apim:dcr:app_manage")
    ResponseEntity<RegistrationAnswer> register(@RequestBody RegistrationRequest request, Caller caller) {
        String name = request.clientName();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "clientName is needed, %d characters at most.".formatted(LONGEST_NAME));
        }
        Set<String> grants = grants(request.grantType());
        List<String> callbacks =
                request.callbackUrl() == null || request.callbackUrl().isBlank()
                        ? List.of()
                        : List.of(request.callbackUrl());
        NewClient made = registry.registerAgain(new ClientRequest(
                name,
                owner(request.owner(), caller),
                null,
                KeyType.PRODUCTION,
                grants,
                callbacks,
                opaque(request.tokenType()),
                Duration.ZERO,
                List.of(),
                false,
                null));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(answer(made, Boolean.TRUE.equals(request.saasApp())));
    }

    private RegistrationAnswer answer(NewClient made, boolean saas) {
        Client client = made.client();
        String callback =
                client.callbackUrls().isEmpty() ? "" : client.callbackUrls().getFirst();
        Map<String, String> about = new LinkedHashMap<>();
        about.put("grant_types", String.join(" ", new TreeSet<>(client.grantTypes())));
        about.put("redirect_uris", callback);
        about.put("client_name", client.name());
        return new RegistrationAnswer(
                client.consumerKey(),
                client.name(),
                callback,
                callback,
                String.valueOf(made.secret()),
                saas,
                client.owner(),
                json.writeValueAsString(about),
                "{}",
                null,
                client.opaqueTokens() ? "OAUTH" : "JWT");
    }

    private String owner(@Nullable String asked, Caller caller) {
        if (caller.userName().isEmpty()) {
            throw new RefusedException(CommonError.FORBIDDEN, "Only a user can register a client.");
        }
        if (asked == null || asked.isBlank() || asked.equalsIgnoreCase(caller.userName())) {
            return caller.userName();
        }
        if (!caller.hasScope("apim:admin")) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "owner is yourself; only an administrator may name someone else.");
        }
        return users.byName(asked)
                .map(User::userName)
                .orElseThrow(() -> new RefusedException(CommonError.BAD_REQUEST, "There is no user " + asked + "."));
    }

    private static Set<String> grants(@Nullable String grantType) {
        if (grantType == null || grantType.isBlank()) {
            return Set.of(GrantType.CLIENT_CREDENTIALS.wireName());
        }
        return GrantType.offered(Arrays.asList(grantType.trim().split("[ ,]+")));
    }

    private static boolean opaque(@Nullable String tokenType) {
        return tokenType != null && OPAQUE.contains(tokenType.toUpperCase(Locale.ROOT));
    }
}
