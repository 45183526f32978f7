package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.Client;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/** A client that proved to be itself, with what is stored of it. */
final class AuthenticatedClient extends OAuth2ClientAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Client client;

    AuthenticatedClient(Client client, ClientAuthenticationMethod method) {
        super(RegisteredClients.registered(client), method, null);
        this.client = client;
    }

    Client client() {
        return client;
    }

    /** The client behind a request to an endpoint. */
    static AuthenticatedClient of(Authentication request) {
        if (request.getPrincipal() instanceof AuthenticatedClient client) {
            return client;
        }
        throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
