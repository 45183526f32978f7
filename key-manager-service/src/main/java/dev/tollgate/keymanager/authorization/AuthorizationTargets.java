package dev.tollgate.keymanager.authorization;

import dev.tollgate.keymanager.authorization.ReadRequest.Faulty;
import dev.tollgate.keymanager.authorization.ReadRequest.Unusable;
import dev.tollgate.keymanager.authorization.ReadRequest.Valid;
import dev.tollgate.keymanager.client.RedirectUris;
import dev.tollgate.keymanager.signin.SignInTargets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Who signs in for an application that is allowed already goes straight on to it. */
@Component
class AuthorizationTargets implements SignInTargets {

    private final AuthorizationRequests requests;

    AuthorizationTargets(AuthorizationRequests requests) {
        this.requests = requests;
    }

    @Override
    public Collection<String> beyond(String next) {
        if (!next.startsWith("/oauth2/authorize?")) {
            return List.of();
        }
        return switch (requests.read(parameters(next))) {
            case Valid valid -> List.of(RedirectUris.source(valid.request().redirectUri()));
            case Faulty faulty -> List.of(RedirectUris.source(faulty.redirectUri()));
            case Unusable unusable -> List.of();
        };
    }

    private static Map<String, String[]> parameters(String next) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        try {
            for (String pair : next.substring(next.indexOf('?') + 1).split("&")) {
                int equals = pair.indexOf('=');
                parameters
                        .computeIfAbsent(
                                decoded(equals < 0 ? pair : pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        } catch (IllegalArgumentException notEncoded) {
            return Map.of();
        }
        Map<String, String[]> arrays = new LinkedHashMap<>();
        parameters.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
        return arrays;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
