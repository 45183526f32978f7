package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.CodeExchange;
import dev.tollgate.keymanager.token.Redeeming.Redeemed;
import dev.tollgate.keymanager.token.Redeeming.Refused;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.stereotype.Component;

/** RFC 6749, section 4.1.3, and RFC 7636, section 4.6. Whatever is wrong with the code gets one answer. */
@Component
class CodeGrant implements AuthenticationProvider {

    private final CodeExchange codes;

    CodeGrant(CodeExchange codes) {
        this.codes = codes;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2AuthorizationCodeAuthenticationToken request =
                (OAuth2AuthorizationCodeAuthenticationToken) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        Grants.require(client, GrantType.AUTHORIZATION_CODE);
        return switch (codes.redeem(client.client(), request.getCode(), request.getRedirectUri(), verifier(request))) {
            case Redeemed redeemed -> {
                String idToken = redeemed.idToken();
                yield Grants.answer(
                        client, redeemed.tokens(), idToken == null ? Map.of() : Map.of("id_token", idToken));
            }
            case Refused refused ->
                throw Grants.refused(
                        OAuth2ErrorCodes.INVALID_GRANT,
                        "The code is not valid, or not for this client, redirect_uri or code_verifier.");
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2AuthorizationCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private static @Nullable String verifier(OAuth2AuthorizationCodeAuthenticationToken request) {
        Object verifier = request.getAdditionalParameters().get("code_verifier");
        if (verifier == null || verifier instanceof String) {
            return (String) verifier;
        }
        throw Grants.refused(OAuth2ErrorCodes.INVALID_REQUEST, "The parameter code_verifier comes more than once.");
    }
}
