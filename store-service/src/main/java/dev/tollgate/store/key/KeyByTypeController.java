package dev.tollgate.store.key;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.request.Field;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The deprecated twins of {@link KeyController}'s routes, by key type in place of the mapping's id. */
@RestController
@Scopes({"apim:subscribe", "apim:app_manage"})
@RequestMapping("/api/am/devportal/v3/applications/{applicationId}/keys")
class KeyByTypeController {

    private final Keys keys;
    private final Secrets secrets;
    private final Tokens tokens;

    KeyByTypeController(Keys keys, Secrets secrets, Tokens tokens) {
        this.keys = keys;
        this.secrets = secrets;
        this.tokens = tokens;
    }

    @GetMapping
    KeyController.KeyViews list(Caller caller, @PathVariable String applicationId) {
        var views = keys.list(caller, applicationId);
        return new KeyController.KeyViews(views.size(), views);
    }

    @GetMapping("/{keyType}")
    KeyView read(Caller caller, @PathVariable String applicationId, @PathVariable String keyType) {
        return keys.view(owned(caller, applicationId, keyType));
    }

    @PutMapping("/{keyType}")
    KeyView change(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyType,
            @RequestBody KeyRequest request) {
        return keys.change(owned(caller, applicationId, keyType), request);
    }

    @PostMapping("/{keyType}/regenerate-secret")
    ResponseEntity<Secrets.Regenerated> regenerateSecret(
            Caller caller, @PathVariable String applicationId, @PathVariable String keyType) {
        return KeyController.once(secrets.regenerate(owned(caller, applicationId, keyType)));
    }

    @PostMapping("/{keyType}/clean-up")
    void cleanUp(Caller caller, @PathVariable String applicationId, @PathVariable String keyType) {
        keys.cleanUp(owned(caller, applicationId, keyType));
    }

    @PostMapping("/{keyType}/generate-token")
    ResponseEntity<TokenView> generateToken(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyType,
            @RequestBody Tokens.Request request) {
        return KeyController.once(tokens.issue(owned(caller, applicationId, keyType), request));
    }

    private KeyMapping owned(Caller caller, String applicationId, String keyType) {
        return keys.owned(caller, applicationId, Field.oneOf("keyType", keyType, KeyType.class, null));
    }
}
