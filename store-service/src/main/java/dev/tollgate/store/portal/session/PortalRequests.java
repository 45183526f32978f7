package dev.tollgate.store.portal.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The one place where a page's visitor becomes a caller: the session's access token is the request's credential, as if the browser had
 * sent it, so that pages and REST API are let in by the same rules, with the same roles and scopes, and a token that is revoked ends
 * both. A credential that a browser sends by itself does not count. Every answer tells the browser what the page may do.
 */
final class PortalRequests extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(PortalRequests.class);

    /** Scripts, styles and connections are ours alone; {@code data:} are the style sheet's own small pictures. */
    static final String POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    static final String ASSETS = "/store/assets/";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (request.getServletPath().startsWith(ASSETS)) { // decoded and normalised, as it is dispatched
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<String> token;
        try {
            token = PortalSession.accessToken(request);
        } catch (DataAccessException | TransactionException notNow) {
            log.warn("a session cannot be read now: {}", notNow.toString());
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        chain.doFilter(
                new WithCredential(
                        request, token.map(value -> "Bearer " + value).orElse(null)),
                response);
    }

    private static final class WithCredential extends HttpServletRequestWrapper {

        private final @Nullable String authorization;

        WithCredential(HttpServletRequest request, @Nullable String authorization) {
            super(request);
            this.authorization = authorization;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name) ? authorization : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            if (!HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name)) {
                return super.getHeaders(name);
            }
            return Collections.enumeration(authorization == null ? List.of() : List.of(authorization));
        }
    }
}
