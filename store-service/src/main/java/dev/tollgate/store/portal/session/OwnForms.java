package dev.tollgate.store.portal.session;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/** What changes something was sent by one of our own forms: from this origin, with the session's token in it. */
final class OwnForms implements HandlerInterceptor {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!SAFE.contains(request.getMethod()) && (foreign(request) || !PortalSession.sentFormToken(request))) {
            throw new RefusedException(
                    CommonError.FORBIDDEN,
                    "This form was not sent from a page of yours that is still good. Go back, reload the page and send"
                            + " it again.");
        }
        return true;
    }

    /** Browsers say where a form stands (Fetch Metadata; Origin, RFC 6454); what says nothing has the token to show. */
    private static boolean foreign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site != null && !site.equals("same-origin"))
                || (origin != null && !Address.of(request).served(origin));
    }
}
