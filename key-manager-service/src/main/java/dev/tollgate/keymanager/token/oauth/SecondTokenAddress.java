package dev.tollgate.keymanager.token.oauth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * {@code /oauth2endpoints/token} is the token endpoint as well. URI and path are rewritten ahead of the security chain; the
 * request's URL stays what the client sent.
 */
final class SecondTokenAddress extends OncePerRequestFilter {

    static final String TOKEN = "/oauth2/token";
    private static final String SECOND = "/oauth2endpoints/token";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SECOND.equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new AtFirstAddress(request), response);
    }

    private static final class AtFirstAddress extends HttpServletRequestWrapper {

        AtFirstAddress(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return TOKEN;
        }

        @Override
        public String getServletPath() {
            return TOKEN;
        }
    }
}
