package dev.tollgate.acceptance.http;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a caller proves who it is: a header field and its value, or nothing. */
public record Authorization(String field, String value) {

    public static final Authorization NONE = new Authorization("");

    public Authorization(String value) {
        this("Authorization", value);
    }

    public static Authorization basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Authorization("Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    public static Authorization bearer(String token) {
        return new Authorization("Bearer " + token);
    }

    /** An API key in the field where gateways look for one by default. */
    public static Authorization apiKey(String key) {
        return new Authorization("apikey", key);
    }

    void applyTo(HttpRequest.Builder request) {
        if (!value.isEmpty()) {
            request.header(field, value);
        }
    }
}
