package dev.tollgate.store.key;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Consumer keys, secrets and tokens of one's own applications. */
@RestController
@Scopes({"apim:subscribe", "apim:app_manage"})
@RequestMapping("/api/am/devportal/v3/applications/{applicationId}")
class KeyController {

    private static final Logger log = LoggerFactory.getLogger(KeyController.class);

    private final Keys keys;
    private final Secrets secrets;
    private final Tokens tokens;

    KeyController(Keys keys, Secrets secrets, Tokens tokens) {
        this.keys = keys;
        this.secrets = secrets;
        this.tokens = tokens;
    }

    /** All keys of an application: ApplicationKeyList. */
    record KeyViews(int count, List<KeyView> list) {}

    @PostMapping("/generate-keys")
    ResponseEntity<KeyView> generate(
            Caller caller, @PathVariable String applicationId, @RequestBody KeyRequest request) {
        Keys.Generated generated = keys.generate(caller, applicationId, request);
        TokenView token = generated.client().getGrantTypesList().contains("client_credentials")
                ? firstToken(generated, request.scopeNames())
                : null;
        return once(KeyView.of(
                generated.mapping(),
                generated.client(),
                generated.secret().isEmpty() ? null : generated.secret(),
                token));
    }

    @GetMapping("/oauth-keys")
    KeyViews list(Caller caller, @PathVariable String applicationId) {
        List<KeyView> views = keys.list(caller, applicationId);
        return new KeyViews(views.size(), views);
    }

    @GetMapping("/oauth-keys/{keyMappingId}")
    KeyView read(Caller caller, @PathVariable String applicationId, @PathVariable String keyMappingId) {
        return keys.view(keys.owned(caller, applicationId, keyMappingId));
    }

    @PutMapping("/oauth-keys/{keyMappingId}")
    KeyView change(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyMappingId,
            @RequestBody KeyRequest request) {
        return keys.change(keys.owned(caller, applicationId, keyMappingId), request);
    }

    @DeleteMapping("/oauth-keys/{keyMappingId}")
    void delete(Caller caller, @PathVariable String applicationId, @PathVariable String keyMappingId) {
        keys.delete(keys.owned(caller, applicationId, keyMappingId));
    }

    @PostMapping("/oauth-keys/{keyMappingId}/regenerate-secret")
    ResponseEntity<Secrets.Regenerated> regenerateSecret(
            Caller caller, @PathVariable String applicationId, @PathVariable String keyMappingId) {
        return once(secrets.regenerate(keys.owned(caller, applicationId, keyMappingId)));
    }

    @PostMapping("/oauth-keys/{keyMappingId}/clean-up")
    void cleanUp(Caller caller, @PathVariable String applicationId, @PathVariable String keyMappingId) {
        keys.cleanUp(keys.owned(caller, applicationId, keyMappingId));
    }

    @PostMapping("/oauth-keys/{keyMappingId}/generate-token")
    ResponseEntity<TokenView> generateToken(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyMappingId,
            @RequestBody Tokens.Request request) {
        return once(tokens.issue(keys.owned(caller, applicationId, keyMappingId), request));
    }

    @PostMapping("/oauth-keys/{keyMappingId}/generate-secret")
    ResponseEntity<Secrets.View> generateSecret(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyMappingId,
            @RequestBody Secrets.Request request) {
        Secrets.View secret = secrets.create(keys.owned(caller, applicationId, keyMappingId), request);
        return ResponseEntity.created(URI.create("/api/am/devportal/v3/applications/" + applicationId + "/oauth-keys/"
                        + keyMappingId + "/secrets/" + secret.secretId()))
                .cacheControl(CacheControl.noStore())
                .body(secret);
    }

    @GetMapping("/oauth-keys/{keyMappingId}/secrets")
    Secrets.Views secrets(Caller caller, @PathVariable String applicationId, @PathVariable String keyMappingId) {
        return secrets.list(keys.owned(caller, applicationId, keyMappingId));
    }

    @PostMapping("/oauth-keys/{keyMappingId}/revoke-secret")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeSecret(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyMappingId,
            @RequestBody Secrets.Request request) {
        secrets.revoke(keys.owned(caller, applicationId, keyMappingId), request);
    }

    /** What is shown once is kept by no cache. */
    static <T> ResponseEntity<T> once(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    /** The keys are made, whether or not a token can be had at this moment. */
    private @Nullable TokenView firstToken(Keys.Generated generated, List<String> scopes) {
        try {
            return tokens.issueFirst(generated.mapping(), generated.client().getConsumerKey(), scopes);
        } catch (RuntimeException notNow) {
            log.warn(
                    "keys {} were made without a first token: {}",
                    generated.mapping().id(),
                    notNow.toString());
            return null;
        }
    }
}
