package dev.tollgate.store.key;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.request.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of generate-keys (ApplicationKeyGenerateRequest) and of PUT on a key (ApplicationKey); read-only fields are ignored. */
public record KeyRequest(
        @Nullable String keyType,
        @Nullable String keyManager,
        @Nullable List<@Nullable String> grantTypesToBeSupported,
        @Nullable List<@Nullable String> supportedGrantTypes,
        @Nullable String callbackUrl,
        @Nullable List<@Nullable String> scopes,
        @Nullable String validityTime,
        @Nullable Map<String, @Nullable Object> additionalProperties) {

    private static final int MOST = 50;
    private static final long LONGEST_LIFE_S = 10L * 365 * 86_400;

    KeyType type() {
        return Field.oneOf("keyType", keyType, KeyType.class, null);
    }

    void requireResidentKeyManager() {
        if (keyManager != null && !keyManager.isBlank() && !ResidentKeyManager.named(keyManager)) {
            throw Field.refuse("keyManager must be " + ResidentKeyManager.NAME + ".");
        }
    }

    /** Those that are offered; WSO2's clients ask for many more, but one of them must be. */
    List<String> grantTypes(List<String> offered) {
        List<String> asked = texts(
                "grantTypesToBeSupported",
                grantTypesToBeSupported == null ? supportedGrantTypes : grantTypesToBeSupported);
        List<String> types = asked.stream().filter(offered::contains).toList();
        if (types.isEmpty()) {
            throw Field.refuse("grantTypesToBeSupported must name at least one of " + offered + ".");
        }
        return types;
    }

    /** An absolute URL without a fragment (RFC 6749, section 3.1.2). */
    List<String> callbackUrls() {
        if (callbackUrl == null || callbackUrl.isBlank()) {
            return List.of();
        }
        String text = Field.required("callbackUrl", callbackUrl, 2048);
        try {
            URI url = new URI(text);
            if (url.isAbsolute()
                    && url.getRawFragment() == null
                    && (!url.isOpaque() || !url.getScheme().startsWith("http"))) {
                return List.of(text);
            }
        } catch (URISyntaxException notAnAddress) {
            // refused below
        }
        throw Field.refuse("callbackUrl must be an absolute URL without a fragment.");
    }

    List<String> scopeNames() {
        return texts("scopes", scopes);
    }

    /** Life of access tokens in seconds; 0: the default. */
    long tokenLife() {
        long life = seconds("validityTime", validityTime);
        for (var property :
                (additionalProperties == null ? Map.<String, @Nullable Object>of() : additionalProperties).entrySet()) {
            String value = property.getValue() == null ? "" : String.valueOf(property.getValue());
            if (value.isBlank() || value.equals("N/A") || value.equalsIgnoreCase("false")) {
                continue;
            }
            switch (property.getKey()) {
                case "application_access_token_expiry_time" -> life = seconds(property.getKey(), value);
                case "user_access_token_expiry_time",
                        "refresh_token_expiry_time",
                        "id_token_expiry_time",
                        "pkceMandatory",
                        "pkceSupportPlain" ->
                    throw new RefusedException(
                            StoreError.NOT_SUPPORTED, "additionalProperties: " + property.getKey() + " cannot be set.");
                default -> {
                    // a property of the caller's own changes nothing
                }
            }
        }
        return life;
    }

    /** WSO2's word for a client that keeps no secret; null: nothing is said of it. */
    @Nullable
    Boolean publicClient() {
        Object bypass = additionalProperties == null ? null : additionalProperties.get("bypassClientCredentials");
        return bypass == null ? null : Boolean.valueOf(String.valueOf(bypass));
    }

    private static long seconds(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.equals("-1") || value.equals("0")) {
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
        throw Field.refuse(field + " must be a number of seconds up to " + LONGEST_LIFE_S + ".");
    }

    static List<String> texts(String field, @Nullable List<@Nullable String> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MOST) {
            throw Field.refuse(field + " must not name more than " + MOST + ".");
        }
        return values.stream()
                .map(value -> Field.required(field, value, 512))
                .distinct()
                .toList();
    }
}
