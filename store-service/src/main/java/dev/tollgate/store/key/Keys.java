package dev.tollgate.store.key;

import dev.tollgate.contract.credential.Client;
import dev.tollgate.contract.credential.CreateClientRequest;
import dev.tollgate.contract.credential.UpdateClientRequest;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.ApplicationDeleted;
import dev.tollgate.store.application.ApplicationHandedOver;
import dev.tollgate.store.application.ApplicationParts;
import dev.tollgate.store.application.ApplicationTokenTypeChanged;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.application.TokenType;
import dev.tollgate.store.request.ResourceId;
import dev.tollgate.store.settings.StoreProperties;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keys of applications. The mapping is written before the Key Manager is asked and completed after it answered: whatever breaks
 * off in between leaves a mapping that a repeated request completes, and a client whose secret nobody has.
 */
@Service
public class Keys implements ApplicationParts.KeyListing {

    private static final Duration CLAIM = Duration.ofSeconds(15);

    private final Applications applications;
    private final KeyMappings mappings;
    private final KeyManager keyManager;
    private final TransactionTemplate transactions;
    private final StoreProperties properties;

    Keys(
            Applications applications,
            JdbcClient database,
            KeyManager keyManager,
            TransactionTemplate transactions,
            StoreProperties properties) {
        this.applications = applications;
        this.mappings = new KeyMappings(database);
        this.keyManager = keyManager;
        this.transactions = transactions;
        this.properties = properties;
    }

    /** What generate-keys made; the secret is nowhere else, and empty for a client that keeps none. */
    public record Generated(KeyMapping mapping, Client client, String secret) {}

    public Generated generate(Caller caller, String applicationId, KeyRequest request) {
        KeyType type = request.type();
        request.requireResidentKeyManager();
        var wish = CreateClientRequest.newBuilder()
                .addAllGrantTypes(request.grantTypes(properties.grantTypes()))
                .addAllCallbackUrls(request.callbackUrls())
                .addAllScopes(request.scopeNames())
                .setTokenLifeS(request.tokenLife())
                .setPublicClient(Boolean.TRUE.equals(request.publicClient()));
        Begun begun = Objects.requireNonNull(
                transactions.execute(status -> begin(applications.ownedAndHeld(caller, applicationId), type)));
        KeyMapping mapping = begun.mapping();
        Client client;
        String secret;
        try {
            client = keyManager.createClient(describe(wish, begun.application(), mapping));
            secret = client.getConsumerSecret().isEmpty() && !client.getPublicClient()
                    ? keyManager.regenerateSecret(client.getConsumerKey()).getValue()
                    : client.getConsumerSecret();
        } catch (RefusedException refused) {
            giveUp(begun);
            throw refused;
        } catch (StatusRuntimeException unanswered) {
            mappings.release(mapping.id());
            throw unanswered;
        }
        if (!mappings.approve(mapping.id(), client.getConsumerKey())) {
            keyManager.deleteClient(client.getConsumerKey());
            throw ResourceId.absent("application");
        }
        return new Generated(mapping, client, secret);
    }

    public List<KeyView> list(Caller caller, String applicationId) {
        return mappings.of(applications.owned(caller, applicationId).id()).stream()
                .map(this::view)
                .toList();
    }

    KeyView view(KeyMapping mapping) {
        String consumerKey = mapping.consumerKey();
        return consumerKey == null
                ? KeyView.of(mapping)
                : KeyView.of(mapping, keyManager.client(consumerKey), null, null);
    }

    /** A mapping of the caller's own application. */
    public KeyMapping owned(Caller caller, String applicationId, String keyMappingId) {
        UUID application = applications.owned(caller, applicationId).id();
        return mappings.of(application).stream()
                .filter(mapping -> mapping.id().toString().equalsIgnoreCase(keyMappingId))
                .findFirst()
                .orElseThrow(() -> ResourceId.absent("key"));
    }

    /** The mapping of a key type, for the deprecated routes. */
    KeyMapping owned(Caller caller, String applicationId, KeyType keyType) {
        UUID application = applications.owned(caller, applicationId).id();
        return mappings.of(application).stream()
                .filter(mapping -> mapping.keyType() == keyType)
                .findFirst()
                .orElseThrow(() -> ResourceId.absent("key"));
    }

    /** The consumer key of a complete mapping. */
    static String consumerKey(KeyMapping mapping) {
        String consumerKey = mapping.consumerKey();
        if (consumerKey == null) {
            throw new RefusedException(
                    StoreError.KEYS_INCOMPLETE,
                    "Their generation was broken off: generate them again, or clean them up.");
        }
        return consumerKey;
    }

    KeyView change(KeyMapping mapping, KeyRequest request) {
        Client before = keyManager.client(consumerKey(mapping));
        boolean grantsSent = request.supportedGrantTypes() != null || request.grantTypesToBeSupported() != null;
        long life = request.tokenLife();
        Boolean publicClient = request.publicClient();
        if (publicClient != null && publicClient != before.getPublicClient()) {
            throw new RefusedException(
                    StoreError.NOT_SUPPORTED,
                    "additionalProperties: bypassClientCredentials is decided when the keys are generated.");
        }
        Client after = keyManager.updateClient(UpdateClientRequest.newBuilder()
                .setConsumerKey(before.getConsumerKey())
                .addAllGrantTypes(grantsSent ? request.grantTypes(properties.grantTypes()) : before.getGrantTypesList())
                .addAllCallbackUrls(
                        request.callbackUrl() == null ? before.getCallbackUrlsList() : request.callbackUrls())
                .setOpaqueTokens(before.getOpaqueTokens())
                .setTokenLifeS(life == 0 ? before.getTokenLifeS() : life)
                .build());
        return KeyView.of(mapping, after, null, null);
    }

    /** The client goes first: whoever is told that a key is deleted may rely on it. */
    public void delete(KeyMapping mapping) {
        keyManager.deleteClient(clientOf(mapping, keyManager));
        mappings.remove(mapping.id());
    }

    /** Removes what a broken-off generation left, on both sides. */
    public void cleanUp(KeyMapping mapping) {
        String consumerKey = mapping.consumerKey();
        if (consumerKey != null && exists(consumerKey)) {
            throw new RefusedException(StoreError.KEYS_EXIST, "These keys are complete. Delete them instead.");
        }
        delete(mapping);
    }

    @Override
    public List<KeyView> of(UUID applicationId) {
        return mappings.of(applicationId).stream().map(KeyView::of).toList();
    }

    @EventListener
    void depart(ApplicationDeleted event) {
        mappings.depart(event.applicationId());
    }

    @EventListener
    void follow(ApplicationTokenTypeChanged event) {
        updateClients(event.applicationId(), client -> client.setOpaqueTokens(event.tokenType() == TokenType.OAUTH));
    }

    @EventListener
    void follow(ApplicationHandedOver event) {
        updateClients(event.applicationId(), client -> client.setOwner(event.owner()));
    }

    private void updateClients(UUID applicationId, Consumer<UpdateClientRequest.Builder> change) {
        for (KeyMapping mapping : mappings.of(applicationId)) {
            String consumerKey = mapping.consumerKey();
            if (consumerKey != null) {
                Client client = keyManager.client(consumerKey);
                var request = UpdateClientRequest.newBuilder()
                        .setConsumerKey(consumerKey)
                        .addAllGrantTypes(client.getGrantTypesList())
                        .addAllCallbackUrls(client.getCallbackUrlsList())
                        .setTokenLifeS(client.getTokenLifeS())
                        .setOpaqueTokens(client.getOpaqueTokens());
                change.accept(request);
                keyManager.updateClient(request.build());
            }
        }
    }

    /** The consumer key of a mapping's client; of one that was broken off, by the idempotency key, made if need be. */
    static String clientOf(KeyMapping mapping, KeyManager keyManager) {
        String known = mapping.consumerKey();
        return known != null
                ? known
                : keyManager
                        .createClient(CreateClientRequest.newBuilder()
                                .setApplicationId(mapping.applicationId().toString())
                                .setName(mapping.id().toString())
                                .setKeyType(mapping.keyType().contract())
                                .addGrantTypes("client_credentials")
                                .setIdempotencyKey(mapping.id().toString())
                                .build())
                        .getConsumerKey();
    }

    private record Begun(Application application, KeyMapping mapping, boolean fresh) {}

    /** A refused first try has made nothing; after a later one there may be a client, found by the mapping's id. */
    private void giveUp(Begun begun) {
        if (begun.fresh()) {
            mappings.remove(begun.mapping().id());
        } else {
            mappings.release(begun.mapping().id());
        }
    }

    private Begun begin(Application application, KeyType type) {
        var claimed = mappings.begin(application.id(), type, ResidentKeyManager.NAME, CLAIM)
                .orElseThrow(() -> new RefusedException(
                        StoreError.KEYS_EXIST, "The application has " + type + " keys, or they are being made now."));
        return new Begun(application, claimed.mapping(), claimed.fresh());
    }

    private static CreateClientRequest describe(
            CreateClientRequest.Builder wish, Application application, KeyMapping mapping) {
        return wish.setApplicationId(application.id().toString())
                .setName(application.owner() + "_" + application.name() + "_" + mapping.keyType())
                .setOwner(application.owner())
                .setKeyType(mapping.keyType().contract())
                .setOpaqueTokens(application.tokenType() == TokenType.OAUTH)
                .setIdempotencyKey(mapping.id().toString())
                .build();
    }

    private boolean exists(String consumerKey) {
        try {
            keyManager.client(consumerKey);
            return true;
        } catch (RefusedException absent) {
            if (absent.code().status() == 404) {
                return false;
            }
            throw absent;
        }
    }
}
