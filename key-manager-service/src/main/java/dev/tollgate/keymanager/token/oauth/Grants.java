package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.AccessToken;
import dev.tollgate.keymanager.token.IssuedTokens;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;

/** What the grants have in common on the wire. */
final class Grants {

    private Grants() {}

    static void require(AuthenticatedClient client, GrantType grant) {
        if (!client.client().may(grant)) {
            throw refused(
                    OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "The client has not the grant " + grant.wireName() + ".");
        }
    }

    static OAuth2AccessTokenAuthenticationToken answer(AuthenticatedClient client, IssuedTokens issued) {
        return answer(client, issued, Map.of());
    }

    /** @param more members of the answer */
    static OAuth2AccessTokenAuthenticationToken answer(
            AuthenticatedClient client, IssuedTokens issued, Map<String, Object> more) {
        AccessToken token = issued.access();
        OAuth2AccessToken access = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                issued.accessToken(),
                token.issuedAt(),
                token.expiresAt(),
                token.scopes());
        IssuedTokens.Refresh refresh = issued.refresh();
        var registered = RegisteredClients.registered(client.client());
        return new OAuth2AccessTokenAuthenticationToken(
                registered,
                client,
                access,
                refresh == null
                        ? null
                        : new OAuth2RefreshToken(refresh.token(), refresh.issuedAt(), refresh.expiresAt()),
                more);
    }

    static OAuth2AuthenticationException refused(String code, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
    }
}
