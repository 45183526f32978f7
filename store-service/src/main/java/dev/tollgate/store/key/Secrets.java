package dev.tollgate.store.key;

import dev.tollgate.contract.credential.ClientSecret;
import dev.tollgate.contract.credential.CreateSecretRequest;
import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Several secrets of one consumer key. Each value is shown once. */
@Service
public class Secrets {

    private static final long LONGEST_LIFE_S = 10L * 365 * 86_400;

    private final KeyManager keyManager;

    Secrets(KeyManager keyManager) {
        this.keyManager = keyManager;
    }

    /** Body of generate-secret and revoke-secret: what each needs of ConsumerSecretCreation- and -DeletionRequest. */
    record Request(@Nullable String secretId, @Nullable Map<String, @Nullable Object> additionalProperties) {

        private @Nullable String property(String name) {
            Object value = additionalProperties == null ? null : additionalProperties.get(name);
            return value == null ? null : String.valueOf(value);
        }

        String description() {
            return Field.optional("description", property("description"), 512);
        }

        long life() {
            String value = property("expiresIn");
            if (value == null || value.isBlank()) {
                return 0;
            }
            try {
                long seconds = Long.parseLong(value.strip());
                if (seconds > 0 && seconds <= LONGEST_LIFE_S) {
                    return seconds;
                }
            } catch (NumberFormatException notANumber) {
                // refused below
            }
            throw Field.refuse("additionalProperties.expiresIn must be 1 to " + LONGEST_LIFE_S + " seconds.");
        }
    }

    /** A secret: ConsumerSecret; its value only in the answer that made it. */
    record View(String secretId, @Nullable String secretValue, Map<String, Object> additionalProperties) {

        static View of(ClientSecret secret) {
            var properties = new HashMap<String, Object>();
            properties.put("description", secret.getDescription());
            if (secret.getExpiresAtEpochS() != 0) {
                properties.put("expiresAt", secret.getExpiresAtEpochS());
            }
            return new View(
                    secret.getSecretId(),
                    secret.getValue().isEmpty() ? null : secret.getValue(),
                    Map.copyOf(properties));
        }

        /** Never the value. */
        @Override
        public String toString() {
            return "View[" + secretId + "]";
        }
    }

    /** All secrets of a consumer key: ConsumerSecretList. */
    record Views(int count, List<View> list) {}

    /** A secret in the place of the former ones: ApplicationKeyReGenerateResponse. */
    public record Regenerated(String consumerKey, String consumerSecret) {

        /** Never the secret. */
        @Override
        public String toString() {
            return "Regenerated[" + consumerKey + "]";
        }
    }

    public Regenerated regenerate(KeyMapping mapping) {
        ClientSecret secret = keyManager.regenerateSecret(Keys.consumerKey(mapping));
        return new Regenerated(Keys.consumerKey(mapping), secret.getValue());
    }

    View create(KeyMapping mapping, Request request) {
        return View.of(keyManager.createSecret(CreateSecretRequest.newBuilder()
                .setConsumerKey(Keys.consumerKey(mapping))
                .setDescription(request.description())
                .setExpiresInS(request.life())
                .build()));
    }

    Views list(KeyMapping mapping) {
        List<View> views = keyManager.secrets(Keys.consumerKey(mapping)).stream()
                .map(secret -> secret.toBuilder().clearValue().build())
                .map(View::of)
                .toList();
        return new Views(views.size(), views);
    }

    void revoke(KeyMapping mapping, Request request) {
        String secretId = ResourceId.parse(Field.required("secretId", request.secretId(), 100))
                .orElseThrow(() -> ResourceId.absent("secret"))
                .toString();
        keyManager.revokeSecret(Keys.consumerKey(mapping), secretId);
    }
}
