package dev.tollgate.acceptance.http;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How a caller proves who it is: the value of the Authorization field, or nothing. */
public record Authorization(String value) {

    public static final Authorization NONE = new Authorization("");

    public static Authorization basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Authorization("Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    public static Authorization bearer(String token) {
        return new Authorization("Bearer " + token);
    }

    void applyTo(HttpRequest.Builder request) {
        if (!value.isEmpty()) {
            request.header("Authorization", value);
        }
    }
}
