package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client with its secret, at one token endpoint. */
public record OAuthClient(Rest server, String tokenPath, String consumerKey, String consumerSecret) {

    /** The token endpoint on the front. */
    public static final String TOKEN = "/oauth2/token";

    /** The same client at another address of the token endpoint. */
    public OAuthClient at(Rest otherServer, String otherPath) {
        return new OAuthClient(otherServer, otherPath, consumerKey, consumerSecret);
    }

    public OAuthClient withSecret(String other) {
        return new OAuthClient(server, tokenPath, consumerKey, other);
    }

    public Answer clientCredentials() {
        return token(Map.of("grant_type", "client_credentials"));
    }

    public Answer password(String user, String password, String scope) {
        Map<String, String> fields =
                new LinkedHashMap<>(Map.of("grant_type", "password", "username", user, "password", password));
        if (!scope.isEmpty()) {
            fields.put("scope", scope);
        }
        return token(fields);
    }

    public Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    public Answer token(Map<String, String> fields) {
        return authenticated().form(tokenPath, fields);
    }

    public Answer revoke(String token) {
        return authenticated().form("/oauth2/revoke", Map.of("token", token));
    }

    public Answer introspect(String token) {
        return authenticated().form("/oauth2/introspect", Map.of("token", token));
    }

    private Rest authenticated() {
        return server.as(Authorization.basic(consumerKey, consumerSecret));
    }
}
