package dev.tollgate.store.key;

import dev.tollgate.contract.credential.Client;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON of an application's keys: devportal's ApplicationKey. The secret is there only in the answer that made it. */
public record KeyView(
        String keyMappingId,
        String keyManager,
        @Nullable String consumerKey,
        @Nullable String consumerSecret,
        List<String> supportedGrantTypes,
        String callbackUrl,
        String keyState,
        String keyType,
        String mode,
        @Nullable TokenView token,
        Map<String, String> additionalProperties) {

    /** Keys whose client the Key Manager was not asked for. */
    static KeyView of(KeyMapping mapping) {
        return new KeyView(
                mapping.id().toString(),
                ResidentKeyManager.NAME,
                mapping.consumerKey(),
                null,
                List.of(),
                "",
                mapping.state() == KeyMapping.State.APPROVED ? "APPROVED" : "CREATED",
                mapping.keyType().name(),
                "CREATED",
                null,
                Map.of());
    }

    static KeyView of(KeyMapping mapping, Client client, @Nullable String secret, @Nullable TokenView token) {
        return new KeyView(
                mapping.id().toString(),
                ResidentKeyManager.NAME,
                client.getConsumerKey(),
                secret,
                client.getGrantTypesList(),
                String.join(",", client.getCallbackUrlsList()),
                "APPROVED",
                mapping.keyType().name(),
                "CREATED",
                token,
                additional(client));
    }

    private static Map<String, String> additional(Client client) {
        Map<String, String> properties = new TreeMap<>();
        if (client.getTokenLifeS() != 0) {
            properties.put("application_access_token_expiry_time", Long.toString(client.getTokenLifeS()));
        }
        if (client.getPublicClient()) {
            properties.put("bypassClientCredentials", "true");
        }
        return properties;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "KeyView[" + keyMappingId + " " + consumerKey + " " + keyState + "]";
    }
}
