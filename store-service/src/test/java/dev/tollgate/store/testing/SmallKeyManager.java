package dev.tollgate.store.testing;

import dev.tollgate.contract.credential.ApiKey;
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
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The Clients contract in memory, as its comments say; it can fall silent, also right after it made a client. */
public final class SmallKeyManager extends ClientsGrpc.ClientsImplBase {

    public final Map<String, Client> clients = new ConcurrentHashMap<>();
    public final Map<String, ClientSecret> secrets = new ConcurrentHashMap<>();
    public final Map<String, ApiKey> apiKeys = new ConcurrentHashMap<>();
    public final Set<String> revokedTokens = ConcurrentHashMap.newKeySet();

    /** What it does next: nothing unusual, nothing at all, or the work without an answer. */
    public enum Mood {
        WELL,
        AWAY,
        MUTE
    }

    public volatile Mood mood = Mood.WELL;
    private final Map<String, String> keyByIdempotencyKey = new ConcurrentHashMap<>();

    @Override
    public void createClient(CreateClientRequest request, StreamObserver<Client> answer) {
        reply(answer, () -> {
            if (request.getCallbackUrlsList().stream().anyMatch(url -> url.contains("refused"))) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("this callback URL is refused")
                        .asRuntimeException();
            }
            String known = keyByIdempotencyKey.get(request.getIdempotencyKey());
            if (known != null && clients.containsKey(known)) {
                return clients.get(known);
            }
            String key = "ck-" + UUID.randomUUID();
            Client client = Client.newBuilder()
                    .setConsumerKey(key)
                    .setApplicationId(request.getApplicationId())
                    .setName(request.getName())
                    .setOwner(request.getOwner())
                    .setKeyType(request.getKeyType())
                    .addAllGrantTypes(request.getGrantTypesList())
                    .addAllCallbackUrls(request.getCallbackUrlsList())
                    .setOpaqueTokens(request.getOpaqueTokens())
                    .setTokenLifeS(request.getTokenLifeS())
                    .build();
            clients.put(key, client);
            keyByIdempotencyKey.put(request.getIdempotencyKey(), key);
            return client.toBuilder()
                    .setConsumerSecret(secret(key, "first", 0).getValue())
                    .build();
        });
    }

    @Override
    public void getClient(ClientReference request, StreamObserver<Client> answer) {
        reply(answer, () -> existing(request.getConsumerKey()));
    }

    @Override
    public void updateClient(UpdateClientRequest request, StreamObserver<Client> answer) {
        reply(answer, () -> {
            Client client = existing(request.getConsumerKey()).toBuilder()
                    .clearGrantTypes()
                    .addAllGrantTypes(request.getGrantTypesList())
                    .clearCallbackUrls()
                    .addAllCallbackUrls(request.getCallbackUrlsList())
                    .setOpaqueTokens(request.getOpaqueTokens())
                    .setTokenLifeS(request.getTokenLifeS())
                    .setOwner(
                            request.getOwner().isEmpty()
                                    ? existing(request.getConsumerKey()).getOwner()
                                    : request.getOwner())
                    .build();
            clients.put(client.getConsumerKey(), client);
            return client;
        });
    }

    @Override
    public void deleteClient(ClientReference request, StreamObserver<Empty> answer) {
        reply(answer, () -> {
            existing(request.getConsumerKey());
            clients.remove(request.getConsumerKey());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void regenerateSecret(ClientReference request, StreamObserver<ClientSecret> answer) {
        reply(answer, () -> {
            existing(request.getConsumerKey());
            secrets.values().removeIf(secret -> secret.getConsumerKey().equals(request.getConsumerKey()));
            return secret(request.getConsumerKey(), "regenerated", 0);
        });
    }

    @Override
    public void createSecret(CreateSecretRequest request, StreamObserver<ClientSecret> answer) {
        reply(
                answer,
                () -> secret(
                        existing(request.getConsumerKey()).getConsumerKey(),
                        request.getDescription(),
                        request.getExpiresInS()));
    }

    @Override
    public void listSecrets(ClientReference request, StreamObserver<ClientSecretList> answer) {
        reply(
                answer,
                () -> ClientSecretList.newBuilder()
                        .addAllSecrets(secrets.values().stream()
                                .filter(secret -> secret.getConsumerKey().equals(request.getConsumerKey()))
                                .map(secret -> secret.toBuilder().clearValue().build())
                                .toList())
                        .build());
    }

    @Override
    public void revokeSecret(RevokeSecretRequest request, StreamObserver<Empty> answer) {
        reply(answer, () -> {
            if (secrets.remove(request.getSecretId()) == null) {
                throw Status.NOT_FOUND.asRuntimeException();
            }
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void verifySecret(VerifySecretRequest request, StreamObserver<VerifySecretResponse> answer) {
        reply(
                answer,
                () -> VerifySecretResponse.newBuilder()
                        .setValid(secrets.values().stream()
                                .anyMatch(secret -> secret.getConsumerKey().equals(request.getConsumerKey())
                                        && secret.getValue().equals(request.getConsumerSecret())))
                        .build());
    }

    @Override
    public void issueToken(IssueTokenRequest request, StreamObserver<IssuedToken> answer) {
        reply(answer, () -> {
            Client client = existing(request.getConsumerKey());
            if (!client.getGrantTypesList().contains("client_credentials")) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("the client may not use client_credentials")
                        .asRuntimeException();
            }
            return IssuedToken.newBuilder()
                    .setAccessToken("at-" + UUID.randomUUID())
                    .setExpiresInS(request.getLifeS() == 0 ? 3600 : request.getLifeS())
                    .addAllScopes(request.getScopesCount() == 0 ? List.of("default") : request.getScopesList())
                    .build();
        });
    }

    @Override
    public void revokeToken(RevokeTokenRequest request, StreamObserver<Empty> answer) {
        reply(answer, () -> {
            revokedTokens.add(request.getToken());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void createApiKey(CreateApiKeyRequest request, StreamObserver<ApiKey> answer) {
        reply(answer, () -> {
            ApiKey key = ApiKey.newBuilder()
                    .setApiKeyId(UUID.randomUUID().toString())
                    .setValue("ak-" + UUID.randomUUID())
                    .setName(request.getName())
                    .setLifeS(request.getLifeS())
                    .setApplicationId(request.getApplicationId())
                    .setKeyType(request.getKeyType())
                    .setIssuedAtEpochMs(1)
                    .build();
            apiKeys.put(key.getApiKeyId(), key);
            return key;
        });
    }

    @Override
    public void listApiKeys(ListApiKeysRequest request, StreamObserver<ApiKeyList> answer) {
        reply(
                answer,
                () -> ApiKeyList.newBuilder()
                        .addAllKeys(apiKeys.values().stream()
                                .filter(key -> key.getApplicationId().equals(request.getApplicationId())
                                        && key.getKeyType() == request.getKeyType())
                                .map(key -> key.toBuilder().clearValue().build())
                                .toList())
                        .build());
    }

    @Override
    public void revokeApiKey(RevokeApiKeyRequest request, StreamObserver<Empty> answer) {
        reply(answer, () -> {
            boolean found = apiKeys.values()
                    .removeIf(key -> key.getApplicationId().equals(request.getApplicationId())
                            && (key.getApiKeyId().equals(request.getApiKeyId())
                                    || key.getValue().equals(request.getValue())));
            if (!found) {
                throw Status.NOT_FOUND.asRuntimeException();
            }
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void regenerateApiKey(RegenerateApiKeyRequest request, StreamObserver<ApiKey> answer) {
        reply(answer, () -> {
            ApiKey key = apiKeys.get(request.getApiKeyId());
            if (key == null
                    || !key.getApplicationId().equals(request.getApplicationId())
                    || key.getKeyType() != request.getKeyType()) {
                throw Status.NOT_FOUND.asRuntimeException();
            }
            ApiKey renewed = key.toBuilder().setValue("ak-" + UUID.randomUUID()).build();
            apiKeys.put(key.getApiKeyId(), renewed);
            return renewed;
        });
    }

    public List<Client> clientsOf(String applicationId) {
        return clients.values().stream()
                .filter(client -> client.getApplicationId().equals(applicationId))
                .toList();
    }

    private Client existing(String consumerKey) {
        Client client = clients.get(consumerKey);
        if (client == null) {
            throw Status.NOT_FOUND.asRuntimeException();
        }
        return client;
    }

    private ClientSecret secret(String consumerKey, String description, long life) {
        ClientSecret secret = ClientSecret.newBuilder()
                .setSecretId(UUID.randomUUID().toString())
                .setConsumerKey(consumerKey)
                .setValue("cs-" + UUID.randomUUID())
                .setDescription(description)
                .setExpiresAtEpochS(life == 0 ? 0 : 1_900_000_000L + life)
                .build();
        secrets.put(secret.getSecretId(), secret);
        return secret;
    }

    private <T> void reply(StreamObserver<T> answer, Supplier<T> work) {
        if (mood == Mood.AWAY) {
            answer.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        try {
            T result = work.get();
            if (mood == Mood.MUTE) {
                answer.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            answer.onNext(result);
            answer.onCompleted();
        } catch (io.grpc.StatusRuntimeException refused) {
            answer.onError(refused);
        }
    }
}
