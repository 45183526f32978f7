package dev.tollgate.keymanager.token.oauth;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Errors of the OAuth endpoints: RFC 6749, section 5.2; the database's silence is a 503, never a refusal. */
final class OAuthErrors extends OncePerRequestFilter implements AuthenticationFailureHandler, AuthenticationEntryPoint {

    static final String SLOW_DOWN = "slow_down";

    private static final Logger log = LoggerFactory.getLogger(OAuthErrors.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final JsonMapper json;

    OAuthErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException | TransactionException fault) {
            log.warn("the database does not answer: {}", fault.toString());
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
                    "Try again in a moment; repeating is safe.");
        } catch (RuntimeException fault) {
            log.error("a token request failed", fault);
            write(response, HttpStatus.INTERNAL_SERVER_ERROR, OAuth2ErrorCodes.SERVER_ERROR, null);
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (!(failure instanceof OAuth2AuthenticationException refused)) {
            throw failure;
        }
        OAuth2Error error = refused.getError();
        switch (error.getErrorCode()) {
            case OAuth2ErrorCodes.INVALID_CLIENT -> challenge(response);
            case SLOW_DOWN -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
                write(response, HttpStatus.TOO_MANY_REQUESTS, OAuth2ErrorCodes.INVALID_GRANT, error.getDescription());
            }
            default -> write(response, HttpStatus.BAD_REQUEST, error.getErrorCode(), error.getDescription());
        }
    }

    /** No client authentication came with the request. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        challenge(response);
    }

    private void challenge(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tollgate\"");
        write(
                response,
                HttpStatus.UNAUTHORIZED,
                OAuth2ErrorCodes.INVALID_CLIENT,
                "The client could not be authenticated.");
    }

    private void write(HttpServletResponse response, HttpStatus status, String code, @Nullable String description)
            throws IOException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", code);
        if (description != null) {
            body.put("error_description", description);
        }
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
