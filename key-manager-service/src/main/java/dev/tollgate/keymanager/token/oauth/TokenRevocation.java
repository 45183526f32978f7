package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.token.TokenEnding;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AbstractOAuth2Token;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/** RFC 7009. */
@Component
class TokenRevocation implements AuthenticationProvider {

    private final TokenEnding ending;

    TokenRevocation(TokenEnding ending) {
        this.ending = ending;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenRevocationAuthenticationToken request = (OAuth2TokenRevocationAuthenticationToken) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        return switch (ending.revoke(client.client().consumerKey(), request.getToken())) {
            case DONE -> new OAuth2TokenRevocationAuthenticationToken(new Ended(request.getToken()), client);
            case NOT_THIS_CLIENTS ->
                throw Grants.refused(OAuth2ErrorCodes.INVALID_GRANT, "The token was issued to another client.");
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static final class Ended extends AbstractOAuth2Token {

        private static final long serialVersionUID = 1L;

        Ended(String token) {
            super(token, null, Instant.EPOCH.plusSeconds(1));
        }
    }
}
