package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.store.portal.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page shows. */
@ControllerAdvice(basePackageClasses = Layout.class)
class Layout {

    /**
     * The frame's content.
     *
     * @param userName empty when signed out
     * @param formToken for the forms of this visitor
     * @param here this page's address, encoded as a query parameter, to come back to
     * @param assets where the portal's own assets are: an address that changes with them
     */
    record Frame(String userName, String formToken, String path, String here, String assets) {

        public boolean signedIn() {
            return !userName.isEmpty();
        }

        public boolean at(String place) {
            return path.startsWith(place);
        }

        /** Never the form's token. */
        @Override
        public String toString() {
            return "Frame[" + userName + " " + path + "]";
        }
    }

    private final String assets;

    Layout(PortalAssets assets) {
        this.assets = assets.path();
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request, Caller caller) {
        return new Frame(
                caller.userName(),
                PortalSession.formToken(request),
                request.getRequestURI(),
                URLEncoder.encode(here(request), StandardCharsets.UTF_8),
                assets);
    }

    /** Nobody comes back to a form that was sent, or to where accounts begin. */
    static String here(HttpServletRequest request) {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        if (path.startsWith("/store/sign")) {
            return "/store";
        }
        return request.getMethod().equals("GET") ? path + (query == null ? "" : "?" + query) : "/store/applications";
    }
}
