package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.Cors;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which pages of other origins may call an API (the Fetch standard's CORS protocol). */
record CorsPolicy(Set<String> origins, boolean anyOrigin, String headers, List<String> methods, boolean credentials) {

    static @Nullable CorsPolicy of(Cors cors) {
        return cors.getEnabled()
                ? new CorsPolicy(
                        Set.copyOf(cors.getAllowOriginsList()),
                        cors.getAllowOriginsList().contains("*"),
                        String.join(", ", cors.getAllowHeadersList()),
                        List.copyOf(cors.getAllowMethodsList()),
                        cors.getAllowCredentials())
                : null;
    }

    /** Says in the answer whether the page of this origin may read it. */
    void answer(String origin, HttpHeaders fields) {
        fields.remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
        fields.remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS);
        if (!anyOrigin || credentials) {
            fields.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        }
        if (origins.contains(origin) || anyOrigin) {
            fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, anyOrigin && !credentials ? "*" : origin);
            if (credentials && !anyOrigin) {
                fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
    }

    void preflight(String origin, Set<String> verbs, HttpHeaders fields) {
        answer(origin, fields);
        if (fields.contains(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            List<String> offered = methods.isEmpty()
                    ? List.copyOf(verbs)
                    : verbs.stream().filter(methods::contains).toList();
            fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", offered));
            if (!headers.isEmpty()) {
                fields.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers);
            }
        }
    }
}
