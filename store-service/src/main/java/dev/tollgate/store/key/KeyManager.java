package dev.tollgate.store.key;

import dev.tollgate.contract.credential.ApiKey;
import dev.tollgate.contract.credential.Client;
import dev.tollgate.contract.credential.ClientReference;
import dev.tollgate.contract.credential.ClientSecret;
import dev.tollgate.contract.credential.ClientsGrpc;
import dev.tollgate.contract.credential.CreateApiKeyRequest;
import dev.tollgate.contract.credential.CreateClientRequest;
import dev.tollgate.contract.credential.CreateSecretRequest;
import dev.tollgate.contract.credential.IssueTokenRequest;
import dev.tollgate.contract.credential.IssuedToken;
import dev.tollgate.contract.credential.ListApiKeysRequest;
import dev.tollgate.contract.credential.RegenerateApiKeyRequest;
import dev.tollgate.contract.credential.RevokeApiKeyRequest;
import dev.tollgate.contract.credential.RevokeSecretRequest;
import dev.tollgate.contract.credential.RevokeTokenRequest;
import dev.tollgate.contract.credential.UpdateClientRequest;
import dev.tollgate.contract.credential.VerifySecretRequest;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.request.ResourceId;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The Key Manager's Clients contract. Its refusals become refusals of ours; when it does not answer in time the caller gets 503,
 * and repeating is safe.
 */
@Component
class KeyManager {

    private static final long DEADLINE_MS = 2500;

    private final ClientsGrpc.ClientsBlockingStub stub;

    KeyManager(InternalChannels channels) {
        this.stub = ClientsGrpc.newBlockingStub(channels.to(Peer.KEY_MANAGER));
    }

    Client createClient(CreateClientRequest request) {
        return call(clients -> clients.createClient(request));
    }

    Client client(String consumerKey) {
        return call(clients -> clients.getClient(reference(consumerKey)));
    }

    Client updateClient(UpdateClientRequest request) {
        return call(clients -> clients.updateClient(request));
    }

    /** A client that is not there counts as deleted. */
    void deleteClient(String consumerKey) {
        try {
            deadlined().deleteClient(reference(consumerKey));
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw refusal(failure);
            }
        }
    }

    ClientSecret regenerateSecret(String consumerKey) {
        return call(clients -> clients.regenerateSecret(reference(consumerKey)));
    }

    ClientSecret createSecret(CreateSecretRequest request) {
        return call(clients -> clients.createSecret(request));
    }

    List<ClientSecret> secrets(String consumerKey) {
        return call(clients -> clients.listSecrets(reference(consumerKey))).getSecretsList();
    }

    void revokeSecret(String consumerKey, String secretId) {
        call(clients -> clients.revokeSecret(RevokeSecretRequest.newBuilder()
                .setConsumerKey(consumerKey)
                .setSecretId(secretId)
                .build()));
    }

    boolean verifySecret(String consumerKey, String secret) {
        return call(clients -> clients.verifySecret(VerifySecretRequest.newBuilder()
                        .setConsumerKey(consumerKey)
                        .setConsumerSecret(secret)
                        .build()))
                .getValid();
    }

    IssuedToken issueToken(IssueTokenRequest request) {
        return call(clients -> clients.issueToken(request));
    }

    void revokeToken(String consumerKey, String token) {
        call(clients -> clients.revokeToken(RevokeTokenRequest.newBuilder()
                .setConsumerKey(consumerKey)
                .setToken(token)
                .build()));
    }

    ApiKey createApiKey(CreateApiKeyRequest request) {
        return call(clients -> clients.createApiKey(request));
    }

    List<ApiKey> apiKeys(UUID applicationId, KeyType keyType) {
        return call(clients -> clients.listApiKeys(ListApiKeysRequest.newBuilder()
                        .setApplicationId(applicationId.toString())
                        .setKeyType(keyType.contract())
                        .build()))
                .getKeysList();
    }

    ApiKey regenerateApiKey(RegenerateApiKeyRequest request) {
        return call(clients -> clients.regenerateApiKey(request));
    }

    void revokeApiKey(RevokeApiKeyRequest request) {
        call(clients -> clients.revokeApiKey(request));
    }

    private <T> T call(Function<ClientsGrpc.ClientsBlockingStub, T> call) {
        try {
            return call.apply(deadlined());
        } catch (StatusRuntimeException failure) {
            throw refusal(failure);
        }
    }

    private ClientsGrpc.ClientsBlockingStub deadlined() {
        return stub.withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS);
    }

    private static ClientReference reference(String consumerKey) {
        return ClientReference.newBuilder().setConsumerKey(consumerKey).build();
    }

    private static RuntimeException refusal(StatusRuntimeException failure) {
        String description = failure.getStatus().getDescription();
        String told = description == null || description.isBlank() ? "The Key Manager refused." : description;
        return switch (failure.getStatus().getCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE ->
                new RefusedException(StoreError.KEY_MANAGER_REFUSED, told);
            case NOT_FOUND -> ResourceId.absent("key");
            case PERMISSION_DENIED -> new RefusedException(CommonError.FORBIDDEN, told);
            case ALREADY_EXISTS -> new RefusedException(CommonError.CONFLICT, told);
            case RESOURCE_EXHAUSTED -> new RefusedException(CommonError.TOO_MANY_REQUESTS, told);
            default -> failure;
        };
    }
}
