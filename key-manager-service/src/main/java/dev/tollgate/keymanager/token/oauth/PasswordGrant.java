package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.TokenIssuer;
import dev.tollgate.keymanager.user.PasswordCheck;
import dev.tollgate.keymanager.user.PasswordVerdict.Accepted;
import dev.tollgate.keymanager.user.PasswordVerdict.Refused;
import dev.tollgate.keymanager.user.PasswordVerdict.SlowDown;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** RFC 6749, section 4.3: only for clients that have it. A wrong password and an unknown user get one answer. */
@Component
class PasswordGrant implements AuthenticationProvider {

    private final PasswordCheck passwords;
    private final TokenIssuer issuer;

    PasswordGrant(PasswordCheck passwords, TokenIssuer issuer) {
        this.passwords = passwords;
        this.issuer = issuer;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        PasswordGrantRequest request = (PasswordGrantRequest) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        Grants.require(client, GrantType.PASSWORD);
        String address =
                request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        return switch (passwords.check(request.userName(), request.password(), address)) {
            case Accepted accepted ->
                Grants.answer(client, issuer.toUser(client.client(), accepted.user(), request.scopes()));
            case Refused refused ->
                throw Grants.refused(OAuth2ErrorCodes.INVALID_GRANT, "The user name or the password is wrong.");
            case SlowDown slowDown ->
                throw Grants.refused(OAuthErrors.SLOW_DOWN, "Too many wrong passwords. Wait and try again.");
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return PasswordGrantRequest.class.isAssignableFrom(authentication);
    }
}
