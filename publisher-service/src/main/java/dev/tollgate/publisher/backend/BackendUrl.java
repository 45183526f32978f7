package dev.tollgate.publisher.backend;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A backend's address, read strictly: http or https, a host, no user, no query, no fragment, no spelling of an IPv4 address
 * other than four decimal numbers.
 *
 * @param uri as given
 */
record BackendUrl(URI uri) {

    private static final int MAX_LENGTH = 2048;
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    // all digits, or hexadecimal: what some resolvers read as an address of one, two or three parts
    private static final Pattern ODD_IPV4 = Pattern.compile("(0x[0-9a-f]*|\\d+)(\\.(0x[0-9a-f]*|\\d+))*\\.?");

    static BackendUrl of(String text, String where) {
        return of(text, where, false);
    }

    /** @param query whether a query may stand in it: for addresses that documents are fetched from */
    static BackendUrl of(String text, String where, boolean query) {
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw refused(where, text, "it is not a URL");
        }
        String scheme = uri.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw refused(where, text, "only http and https are taken");
        }
        String host = uri.getHost();
        if (host == null || text.length() > MAX_LENGTH) {
            throw refused(where, text, "it has no host, or is too long");
        }
        if (uri.getRawUserInfo() != null || (!query && uri.getRawQuery() != null) || uri.getRawFragment() != null) {
            throw refused(where, text, "user, query and fragment are not taken");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw refused(where, text, "the port must be 1 to 65535");
        }
        String lower = host.toLowerCase(Locale.ROOT);
        if (ODD_IPV4.matcher(lower).matches() && !IPV4.matcher(lower).matches()) {
            throw refused(where, text, "an IPv4 address must be written as four decimal numbers");
        }
        return new BackendUrl(uri);
    }

    /** The host as resolvers take it: without the brackets of an IPv6 address, and without the dot of the root. */
    String host() {
        String host = uri.getHost();
        if (host.endsWith(".")) {
            return host.substring(0, host.length() - 1);
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static RefusedException refused(String where, String url, String reason) {
        String shown = url.length() > 200 ? url.substring(0, 200) + "…" : url;
        return new RefusedException(PublisherError.ENDPOINT_REFUSED, where + ": '" + shown + "': " + reason + ".");
    }
}
