package dev.tollgate.store.key;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.request.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** API keys of one's own applications. */
@RestController
@Scopes({"apim:subscribe", "apim:app_manage", "apim:api_key"})
@RequestMapping("/api/am/devportal/v3/applications/{applicationId}/api-keys/{keyType}")
class ApiKeyController {

    private final ApiKeys apiKeys;

    ApiKeyController(ApiKeys apiKeys) {
        this.apiKeys = apiKeys;
    }

    @PostMapping("/generate")
    ResponseEntity<ApiKeys.Made> generate(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyType,
            @RequestBody(required = false) ApiKeys.@Nullable GenerateRequest request) {
        var wish = request == null ? new ApiKeys.GenerateRequest(null, null, null) : request;
        return KeyController.once(apiKeys.generate(caller, applicationId, type(keyType), wish));
    }

    @GetMapping
    ApiKeys.Items list(Caller caller, @PathVariable String applicationId, @PathVariable String keyType) {
        return apiKeys.list(caller, applicationId, type(keyType));
    }

    @PostMapping("/revoke")
    void revoke(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyType,
            @RequestBody ApiKeys.RevokeRequest request) {
        type(keyType);
        apiKeys.revoke(caller, applicationId, request);
    }

    @PostMapping("/regenerate")
    ResponseEntity<ApiKeys.Made> regenerate(
            Caller caller,
            @PathVariable String applicationId,
            @PathVariable String keyType,
            @RequestBody ApiKeys.RenewRequest request) {
        return KeyController.once(apiKeys.regenerate(caller, applicationId, type(keyType), request));
    }

    private static KeyType type(String keyType) {
        return Field.oneOf("keyType", keyType, KeyType.class, null);
    }
}
