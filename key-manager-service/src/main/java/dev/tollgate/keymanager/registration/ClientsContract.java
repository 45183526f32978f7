package dev.tollgate.keymanager.registration;

import static dev.tollgate.keymanager.internal.Answers.answer;
import static dev.tollgate.keymanager.internal.Answers.uuid;

import dev.tollgate.contract.credential.ApiKeyList;
import dev.tollgate.contract.credential.Client;
import dev.tollgate.contract.credential.ClientReference;
import dev.tollgate.contract.credential.ClientSecret;
import dev.tollgate.contract.credential.ClientSecretList;
import dev.tollgate.contract.credential.ClientsGrpc;
import dev.tollgate.contract.credential.CreateApiKeyRequest;
import dev.tollgate.contract.credential.CreateClientRequest;
import dev.tollgate.contract.credential.CreateSecretRequest;
import dev.tollgate.contract.credential.Empty;
import dev.tollgate.contract.credential.IssueTokenRequest;
import dev.tollgate.contract.credential.IssuedToken;
import dev.tollgate.contract.credential.ListApiKeysRequest;
import dev.tollgate.contract.credential.RegenerateApiKeyRequest;
import dev.tollgate.contract.credential.RevokeApiKeyRequest;
import dev.tollgate.contract.credential.RevokeSecretRequest;
import dev.tollgate.contract.credential.RevokeTokenRequest;
import dev.tollgate.contract.credential.UpdateClientRequest;
import dev.tollgate.contract.credential.VerifySecretRequest;
import dev.tollgate.contract.credential.VerifySecretResponse;
import dev.tollgate.keymanager.apikey.ApiKeys;
import dev.tollgate.keymanager.client.ClientRegistry;
import dev.tollgate.keymanager.client.ClientRequest;
import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.token.IssuedTokens;
import dev.tollgate.keymanager.token.TokenEnding;
import dev.tollgate.keymanager.token.TokenIssuer;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The contract by which Store and Publisher make clients, secrets, tokens and API keys of applications. */
@Component
@AllowedPeers({Peer.STORE, Peer.PUBLISHER})
class ClientsContract extends ClientsGrpc.ClientsImplBase {

    private final ClientRegistry registry;
    private final TokenIssuer issuer;
    private final TokenEnding ending;
    private final ApiKeys apiKeys;
    private final InstantSource clock;

    ClientsContract(
            ClientRegistry registry, TokenIssuer issuer, TokenEnding ending, ApiKeys apiKeys, InstantSource clock) {
        this.registry = registry;
        this.issuer = issuer;
        this.ending = ending;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    @Override
    public void createClient(CreateClientRequest request, StreamObserver<Client> caller) {
        answer(caller, () -> {
            UUID applicationId =
                    request.getApplicationId().isEmpty() ? null : uuid("application_id", request.getApplicationId());
            return Messages.client(registry.create(new ClientRequest(
                    request.getName(),
                    request.getOwner(),
                    applicationId,
                    Messages.keyType(request.getKeyType()),
                    grants(request.getGrantTypesList()),
                    request.getCallbackUrlsList(),
                    request.getOpaqueTokens(),
                    Duration.ofSeconds(request.getTokenLifeS()),
                    request.getScopesList(),
                    request.getPublicClient(),
                    request.getIdempotencyKey().isEmpty() ? null : request.getIdempotencyKey())));
        });
    }

    @Override
    public void getClient(ClientReference request, StreamObserver<Client> caller) {
        answer(caller, () -> Messages.client(registry.get(request.getConsumerKey())));
    }

    @Override
    public void updateClient(UpdateClientRequest request, StreamObserver<Client> caller) {
        answer(
                caller,
                () -> Messages.client(registry.update(
                        request.getConsumerKey(),
                        grants(request.getGrantTypesList()),
                        request.getCallbackUrlsList(),
                        request.getOpaqueTokens(),
                        Duration.ofSeconds(request.getTokenLifeS()),
                        request.getOwner())));
    }

    @Override
    public void deleteClient(ClientReference request, StreamObserver<Empty> caller) {
        answer(caller, () -> {
            registry.delete(request.getConsumerKey());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void regenerateSecret(ClientReference request, StreamObserver<ClientSecret> caller) {
        answer(caller, () -> {
            var replacement = registry.replaceSecrets(request.getConsumerKey());
            await(replacement.tokensFrom());
            return Messages.secret(replacement.secret());
        });
    }

    @Override
    public void createSecret(CreateSecretRequest request, StreamObserver<ClientSecret> caller) {
        answer(caller, () -> {
            Instant expiresAt = request.getExpiresInS() <= 0
                    ? null
                    : clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(request.getExpiresInS());
            return Messages.secret(registry.addSecret(request.getConsumerKey(), request.getDescription(), expiresAt));
        });
    }

    @Override
    public void listSecrets(ClientReference request, StreamObserver<ClientSecretList> caller) {
        answer(
                caller,
                () -> ClientSecretList.newBuilder()
                        .addAllSecrets(registry.secrets(request.getConsumerKey()).stream()
                                .map(Messages::secret)
                                .toList())
                        .build());
    }

    @Override
    public void revokeSecret(RevokeSecretRequest request, StreamObserver<Empty> caller) {
        answer(caller, () -> {
            registry.revokeSecret(request.getConsumerKey(), uuid("secret_id", request.getSecretId()));
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void verifySecret(VerifySecretRequest request, StreamObserver<VerifySecretResponse> caller) {
        answer(
                caller,
                () -> VerifySecretResponse.newBuilder()
                        .setValid(registry.authenticate(request.getConsumerKey(), request.getConsumerSecret())
                                .isPresent())
                        .build());
    }

    @Override
    public void issueToken(IssueTokenRequest request, StreamObserver<IssuedToken> caller) {
        answer(caller, () -> {
            var client = registry.get(request.getConsumerKey());
            if (!client.may(GrantType.CLIENT_CREDENTIALS)) {
                throw new RefusedException(CommonError.CONFLICT, "The client has not the grant client_credentials.");
            }
            Duration life = request.getLifeS() == 0 ? null : Duration.ofSeconds(request.getLifeS());
            IssuedTokens issued = issuer.toClient(client, new HashSet<>(request.getScopesList()), life);
            return IssuedToken.newBuilder()
                    .setAccessToken(issued.accessToken())
                    .setExpiresInS(Duration.between(
                                    issued.access().issuedAt(), issued.access().expiresAt())
                            .toSeconds())
                    .addAllScopes(issued.access().scopes())
                    .build();
        });
    }

    @Override
    public void revokeToken(RevokeTokenRequest request, StreamObserver<Empty> caller) {
        answer(caller, () -> switch (ending.revoke(request.getConsumerKey(), request.getToken())) {
            case DONE -> Empty.getDefaultInstance();
            case NOT_THIS_CLIENTS ->
                throw new RefusedException(CommonError.CONFLICT, "The token was issued to another client.");
        });
    }

    @Override
    public void createApiKey(
            CreateApiKeyRequest request, StreamObserver<dev.tollgate.contract.credential.ApiKey> caller) {
        answer(
                caller,
                () -> Messages.apiKey(apiKeys.create(new ApiKeys.Request(
                        uuid("application_id", request.getApplicationId()),
                        request.getApiId().isEmpty() ? null : uuid("api_id", request.getApiId()),
                        Messages.keyType(request.getKeyType()),
                        request.getName(),
                        request.getOwner(),
                        request.getPermittedIpsList(),
                        request.getPermittedReferersList(),
                        request.getLifeS() <= 0 ? null : Duration.ofSeconds(request.getLifeS())))));
    }

    @Override
    public void listApiKeys(ListApiKeysRequest request, StreamObserver<ApiKeyList> caller) {
        answer(
                caller,
                () -> ApiKeyList.newBuilder()
                        .addAllKeys(apiKeys
                                .of(
                                        uuid("application_id", request.getApplicationId()),
                                        Messages.keyType(request.getKeyType()))
                                .stream()
                                .map(Messages::apiKey)
                                .toList())
                        .build());
    }

    @Override
    public void revokeApiKey(RevokeApiKeyRequest request, StreamObserver<Empty> caller) {
        answer(caller, () -> {
            UUID applicationId = uuid("application_id", request.getApplicationId());
            boolean revoked = request.getApiKeyId().isEmpty()
                    ? apiKeys.revoke(applicationId, request.getValue())
                    : apiKeys.revoke(applicationId, uuid("api_key_id", request.getApiKeyId()));
            if (!revoked) {
                throw new RefusedException(CommonError.NOT_FOUND, "The application has no such API key.");
            }
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void regenerateApiKey(
            RegenerateApiKeyRequest request, StreamObserver<dev.tollgate.contract.credential.ApiKey> caller) {
        answer(
                caller,
                () -> Messages.apiKey(apiKeys.regenerate(
                                uuid("application_id", request.getApplicationId()),
                                Messages.keyType(request.getKeyType()),
                                uuid("api_key_id", request.getApiKeyId()))
                        .orElseThrow(() ->
                                new RefusedException(CommonError.NOT_FOUND, "The application has no such API key."))));
    }

    /** The new secret is told when tokens that it gets count: less than a second, for signed tokens know whole seconds. */
    private void await(Instant tokensFrom) {
        Duration rest = Duration.between(clock.instant(), tokensFrom);
        if (rest.isPositive()) {
            try {
                Thread.sleep(rest);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Set<String> grants(List<String> asked) {
        return asked.isEmpty() ? Set.of(GrantType.CLIENT_CREDENTIALS.wireName()) : GrantType.offered(asked);
    }
}
