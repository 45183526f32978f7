package dev.tollgate.keymanager.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where codes may be sent: RFC 9700, section 2.1, and RFC 8252, section 7. */
public final class RedirectUris {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private RedirectUris() {}

    /**
     * An absolute address without a fragment or a user: https; http on this machine; or a native application's own scheme, named after a
     * domain. A browser runs {@code javascript:} and its like, and codes do not travel in clear.
     */
    public static boolean acceptable(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                return false;
            }
            return switch (scheme) {
                case "https" -> uri.getHost() != null;
                case "http" ->
                    uri.getHost() != null && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
                default -> scheme.indexOf('.') > 0;
            };
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    public static String with(String redirectUri, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return redirectUri + (redirectUri.indexOf('?') < 0 ? "?" : "&") + query;
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** As a source of a Content-Security-Policy, which knows schemes and origins. */
    public static String source(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getHost() == null ? uri.getScheme() + ":" : uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
