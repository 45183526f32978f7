package dev.tollgate.keymanager.token.oauth;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.Clients;
import dev.tollgate.keymanager.client.GrantType;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;

/** The clients in the framework's words. */
@Component
class RegisteredClients implements RegisteredClientRepository {

    private final Clients clients;

    RegisteredClients(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void save(RegisteredClient registeredClient) {
        throw new UnsupportedOperationException("clients are made by the client registry");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.find(clientId).map(RegisteredClients::registered).orElse(null);
    }

    static RegisteredClient registered(Client client) {
        return RegisteredClient.withId(client.consumerKey())
                .clientId(client.consumerKey())
                .clientName(client.name())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                // The framework wants one; whether a client may use it is asked of the client itself.
                .authorizationGrantType(new AuthorizationGrantType(GrantType.CLIENT_CREDENTIALS.wireName()))
                .build();
    }
}
