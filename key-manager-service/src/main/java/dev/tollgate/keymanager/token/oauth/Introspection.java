package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.token.AccessToken;
import dev.tollgate.keymanager.token.TokenInspector;
import java.util.TreeSet;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.stereotype.Component;

/** RFC 7662, for access tokens. Of what is not alive nothing is said but that. */
@Component
class Introspection implements AuthenticationProvider {

    private final TokenInspector inspector;
    private final PublicUrl publicUrl;

    Introspection(TokenInspector inspector, PublicUrl publicUrl) {
        this.inspector = inspector;
        this.publicUrl = publicUrl;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenIntrospectionAuthenticationToken request =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        AuthenticatedClient client = AuthenticatedClient.of(request);
        if (client.client().publicClient()) { // anybody can say its name: section 2.1 asks for more
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        OAuth2TokenIntrospection answer = inspector
                .alive(request.getToken())
                .map(this::active)
                .orElseGet(() -> OAuth2TokenIntrospection.builder(false).build());
        return new OAuth2TokenIntrospectionAuthenticationToken(request.getToken(), client, answer);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private OAuth2TokenIntrospection active(AccessToken token) {
        OAuth2TokenIntrospection.Builder answer = OAuth2TokenIntrospection.builder(true)
                .clientId(token.consumerKey())
                .subject(token.subject())
                .tokenType("Bearer")
                .issuer(publicUrl.value())
                .audience(publicUrl.value())
                .id(token.id().toString())
                .issuedAt(token.issuedAt())
                .expiresAt(token.expiresAt());
        if (!token.scopes().isEmpty()) {
            answer.scopes(scopes -> scopes.addAll(new TreeSet<>(token.scopes())));
        }
        String userName = token.userName();
        if (userName != null) {
            answer.username(userName);
        }
        return answer.build();
    }
}
