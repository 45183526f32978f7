package dev.tollgate.keymanager.token.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import tools.jackson.databind.json.JsonMapper;

/** RFC 6749, section 5.1. The life is told as it was granted; the framework's answer tells what is left of it, a second less. */
final class TokenAnswer implements AuthenticationSuccessHandler {

    private final JsonMapper json;

    TokenAnswer(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2AccessTokenAuthenticationToken issued = (OAuth2AccessTokenAuthenticationToken) authentication;
        OAuth2AccessToken access = issued.getAccessToken();
        OAuth2RefreshToken refresh = issued.getRefreshToken();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", access.getTokenValue());
        if (refresh != null) {
            body.put("refresh_token", refresh.getTokenValue());
        }
        if (!access.getScopes().isEmpty()) {
            body.put("scope", String.join(" ", new TreeSet<>(access.getScopes())));
        }
        body.put("token_type", access.getTokenType().getValue());
        if (access.getIssuedAt() != null && access.getExpiresAt() != null) {
            body.put(
                    "expires_in",
                    Duration.between(access.getIssuedAt(), access.getExpiresAt())
                            .toSeconds());
        }
        body.putAll(issued.getAdditionalParameters());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
