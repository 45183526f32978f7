package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.keyvalidation.Presented;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the credential of a call where its API expects one. */
final class Credentials {

    private static final String BEARER = "Bearer ";

    private Credentials() {}

    /** The token, else the API key; null: neither. The key is taken out of the query, so that it goes no further. */
    static @Nullable Presented of(Call call) {
        CompiledApi api = call.api();
        HttpHeaders fields = call.request().requestHeaders();
        String keyField = api.keyField();
        String queryKey = keyField == null || call.query.isEmpty() ? null : takeFromQuery(call, keyField);
        if (api.bearerField() != null) {
            String value = fields.get(api.bearerField());
            if (value != null
                    && value.length() > BEARER.length()
                    && value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                return new Presented(
                        Presented.Kind.BEARER, value.substring(BEARER.length()).strip());
            }
        }
        if (keyField == null) {
            return null;
        }
        String key = fields.get(keyField);
        if (key == null || key.isBlank()) {
            key = queryKey;
        }
        return key == null || key.isBlank() ? null : new Presented(Presented.Kind.API_KEY, key.strip());
    }

    private static @Nullable String takeFromQuery(Call call, String name) {
        String found = null;
        StringBuilder rest = new StringBuilder(call.query.length());
        for (String parameter : call.query.substring(1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (decoded(equals < 0 ? parameter : parameter.substring(0, equals)).equals(name)) {
                found = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            } else {
                rest.append(rest.isEmpty() ? '?' : '&').append(parameter);
            }
        }
        if (found != null) {
            call.query = rest.length() <= 1 ? "" : rest.toString();
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
