package dev.tollgate.store.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The address under which a browser sees the portal. An installation has several (TLS and plain, names and addresses), and pages stay
 * where the visitor came in. The front says which it was; whoever talks to the Store past the front deceives nobody but themselves.
 */
record Address(String scheme, String authority) {

    static Address of(HttpServletRequest request) {
        String forwarded = request.getHeader("X-Forwarded-Proto");
        boolean secure = forwarded == null ? request.isSecure() : forwarded.equals("https");
        String host = request.getHeader("Host");
        String authority = host != null && host.matches("[A-Za-z0-9.\\-\\[\\]:]{1,255}") ? host : "localhost";
        return new Address(secure ? "https" : "http", authority);
    }

    boolean secure() {
        return scheme.equals("https");
    }

    String origin() {
        return scheme + "://" + authority;
    }

    /** Browsers keep cookies by host alone: installations side by side tell theirs apart by the port. */
    String port() {
        String said = authority.replaceFirst("^.*(:(\\d{1,5}))$", "$2");
        return said.equals(authority) ? (secure() ? "443" : "80") : said;
    }

    /** Whether a page at this origin is one of ours. The scheme goes without saying: one port speaks one. */
    boolean served(@Nullable String origin) {
        if (origin == null) {
            return false;
        }
        try {
            return authority.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
