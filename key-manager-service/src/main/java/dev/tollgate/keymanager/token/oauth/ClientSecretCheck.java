package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.ClientRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.stereotype.Component;

/** Authenticates clients by consumer key and secret; public ones, which keep none, by the consumer key alone. Unknown keys and wrong secrets get one answer. */
@Component
class ClientSecretCheck implements AuthenticationProvider {

    private final ClientRegistry registry;

    ClientSecretCheck(ClientRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken request = (OAuth2ClientAuthenticationToken) authentication;
        boolean bare = ClientAuthenticationMethod.NONE.equals(request.getClientAuthenticationMethod());
        return (bare
                        ? registry.publicClient(text(request.getPrincipal()))
                        : registry.authenticate(text(request.getPrincipal()), text(request.getCredentials())))
                .map(client -> new AuthenticatedClient(client, request.getClientAuthenticationMethod()))
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** PostgreSQL's text holds no zero byte; no key of ours does either. */
    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().replace('\0', ' ');
    }
}
