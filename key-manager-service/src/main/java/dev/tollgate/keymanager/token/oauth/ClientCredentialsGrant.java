package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.TokenIssuer;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.stereotype.Component;

/** RFC 6749, section 4.4. */
@Component
class ClientCredentialsGrant implements AuthenticationProvider {

    private final TokenIssuer issuer;

    ClientCredentialsGrant(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientCredentialsAuthenticationToken request =
                (OAuth2ClientCredentialsAuthenticationToken) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        Grants.require(client, GrantType.CLIENT_CREDENTIALS);
        return Grants.answer(client, issuer.toClient(client.client(), request.getScopes(), null));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
