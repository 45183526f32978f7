package dev.tollgate.store.key;

import dev.tollgate.contract.credential.ApiKey;
import dev.tollgate.contract.credential.CreateApiKeyRequest;
import dev.tollgate.contract.credential.RegenerateApiKeyRequest;
import dev.tollgate.contract.credential.RevokeApiKeyRequest;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** API keys of applications. The key itself is shown once; the Key Manager keeps its hash. */
@Service
public class ApiKeys {

    private static final long LONGEST_LIFE_S = 10L * 365 * 86_400;

    private final Applications applications;
    private final KeyManager keyManager;

    ApiKeys(Applications applications, KeyManager keyManager) {
        this.applications = applications;
        this.keyManager = keyManager;
    }

    /** Body of generate: APIKeyGenerateRequest. */
    public record GenerateRequest(
            @Nullable String keyName,
            @Nullable Long validityPeriod,
            @Nullable Map<String, @Nullable Object> additionalProperties) {

        long life() {
            if (validityPeriod == null) {
                return -1;
            }
            if (validityPeriod < -1 || validityPeriod == 0 || validityPeriod > LONGEST_LIFE_S) {
                throw Field.refuse("validityPeriod must be 1 to " + LONGEST_LIFE_S + " seconds, or -1 for no expiry.");
            }
            return validityPeriod;
        }

        List<String> listed(String property) {
            Object value = additionalProperties == null ? null : additionalProperties.get(property);
            return value == null
                    ? List.of()
                    : Arrays.stream(Field.optional(property, String.valueOf(value), 2000)
                                    .split(",", -1))
                            .map(String::strip)
                            .filter(item -> !item.isEmpty())
                            .toList();
        }
    }

    /** Body of revoke: APIKeyRevokeRequest, the key itself or its id. */
    public record RevokeRequest(
            @Nullable String apikey, @Nullable String keyUUID) {}

    /** Body of regenerate: APIKeyRenewRequest. */
    public record RenewRequest(@Nullable String keyUUID) {}

    /** Answer of generate: APIKey, its life under its old name as well. */
    public record Made(String keyName, String apikey, long validityPeriod, long validityTime) {

        /** Never the key. */
        @Override
        public String toString() {
            return "Made[" + keyName + "]";
        }
    }

    /** An API key in a list: APIKeyInfo, {@code issuedOn} in milliseconds. */
    public record Item(String keyUUID, String keyName, long issuedOn, long validityPeriod) {}

    /** All keys of a type: APIKeyList. */
    public record Items(int count, List<Item> list) {}

    public Made generate(Caller caller, String applicationId, KeyType type, GenerateRequest request) {
        Application application = applications.ownedAndHeld(caller, applicationId);
        ApiKey key = keyManager.createApiKey(CreateApiKeyRequest.newBuilder()
                .setApplicationId(application.id().toString())
                .setKeyType(type.contract())
                .setName(Field.optional("keyName", request.keyName(), 100))
                .setLifeS(request.life())
                .addAllPermittedIps(request.listed("permittedIP"))
                .addAllPermittedReferers(request.listed("permittedReferer"))
                .setOwner(application.owner())
                .build());
        return new Made(key.getName(), key.getValue(), key.getLifeS(), key.getLifeS());
    }

    public Items list(Caller caller, String applicationId, KeyType type) {
        UUID application = applications.owned(caller, applicationId).id();
        List<Item> items = keyManager.apiKeys(application, type).stream()
                .map(key -> new Item(key.getApiKeyId(), key.getName(), key.getIssuedAtEpochMs(), key.getLifeS()))
                .toList();
        return new Items(items.size(), items);
    }

    /** The same key under a new value: name, life and restrictions stay; the former value is refused within a second. */
    public Made regenerate(Caller caller, String applicationId, KeyType type, RenewRequest request) {
        UUID application = applications.owned(caller, applicationId).id();
        UUID keyId = ResourceId.parse(Field.required("keyUUID", request.keyUUID(), 100))
                .orElseThrow(() -> ResourceId.absent("API key"));
        ApiKey key = keyManager.regenerateApiKey(RegenerateApiKeyRequest.newBuilder()
                .setApplicationId(application.toString())
                .setKeyType(type.contract())
                .setApiKeyId(keyId.toString())
                .build());
        return new Made(key.getName(), key.getValue(), key.getLifeS(), key.getLifeS());
    }

    public void revoke(Caller caller, String applicationId, RevokeRequest request) {
        UUID application = applications.owned(caller, applicationId).id();
        var revocation = RevokeApiKeyRequest.newBuilder().setApplicationId(application.toString());
        if (request.keyUUID() != null && !request.keyUUID().isBlank()) {
            revocation.setApiKeyId(ResourceId.parse(request.keyUUID())
                    .orElseThrow(() -> ResourceId.absent("API key"))
                    .toString());
        } else {
            revocation.setValue(Field.required("apikey or keyUUID", request.apikey(), 8192));
        }
        keyManager.revokeApiKey(revocation.build());
    }
}
