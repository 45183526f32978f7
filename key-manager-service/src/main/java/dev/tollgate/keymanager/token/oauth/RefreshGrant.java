package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.Refreshing.Refreshed;
import dev.tollgate.keymanager.token.Refreshing.Refused;
import dev.tollgate.keymanager.token.Refreshing.ScopeTooWide;
import dev.tollgate.keymanager.token.TokenIssuer;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** RFC 6749, section 6, with a new refresh token each time. */
@Component
class RefreshGrant implements AuthenticationProvider {

    private final TokenIssuer issuer;

    RefreshGrant(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2RefreshTokenAuthenticationToken request = (OAuth2RefreshTokenAuthenticationToken) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        Grants.require(client, GrantType.REFRESH_TOKEN);
        return switch (issuer.refresh(client.client(), request.getRefreshToken(), request.getScopes())) {
            case Refreshed refreshed -> Grants.answer(client, refreshed.tokens());
            case Refused refused ->
                throw Grants.refused(OAuth2ErrorCodes.INVALID_GRANT, "The refresh token is not valid.");
            case ScopeTooWide tooWide ->
                throw Grants.refused(
                        OAuth2ErrorCodes.INVALID_SCOPE, "No more scopes can be had than were granted at first.");
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
