package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a browser sent an unsafe request from one of our own pages. */
@Component
class SameOrigin {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final String publicOrigin;

    SameOrigin(PublicUrl publicUrl) {
        URI uri = URI.create(publicUrl.value());
        this.publicOrigin = uri.getScheme() + "://" + uri.getAuthority();
    }

    static boolean safe(HttpServletRequest request) {
        return SAFE_METHODS.contains(request.getMethod());
    }

    /** The browser says so itself. What says nothing of its origin does not count. */
    boolean proven(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null ? site.equals("same-origin") : ours(request.getHeader("Origin"), request);
    }

    /** The browser says otherwise. */
    boolean denied(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site != null && !site.equals("same-origin") && !site.equals("none"))
                || (site == null && origin != null && !ours(origin, request));
    }

    private boolean ours(@Nullable String origin, HttpServletRequest request) {
        return origin != null
                && (origin.equals(publicOrigin)
                        || origin.equals(request.getScheme() + "://" + request.getHeader("Host")));
    }
}
