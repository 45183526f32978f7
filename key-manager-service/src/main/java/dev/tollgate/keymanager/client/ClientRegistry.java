package dev.tollgate.keymanager.client;

import dev.tollgate.keymanager.client.Clients.WithSecrets;
import dev.tollgate.keymanager.revocation.RevocationProperties;
import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.secret.RandomKeys;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and ends clients, and knows their secrets again. */
@Service
public class ClientRegistry {

    private final Clients clients;
    private final Secrets secrets;
    private final Revocations revocations;
    private final Outbox outbox;
    private final RandomKeys keys;
    private final InstantSource clock;
    private final ClientProperties properties;
    private final Duration longestTokenLife;

    ClientRegistry(
            Clients clients,
            Secrets secrets,
            Revocations revocations,
            Outbox outbox,
            RandomKeys keys,
            InstantSource clock,
            ClientProperties properties,
            RevocationProperties revocationProperties) {
        this.clients = clients;
        this.secrets = secrets;
        this.revocations = revocations;
        this.outbox = outbox;
        this.keys = keys;
        this.clock = clock;
        this.properties = properties;
        this.longestTokenLife = revocationProperties.longestTokenLife();
    }

    @Transactional
    public NewClient create(ClientRequest request) {
        if (request.publicClient()
                && request.grantTypes().stream().anyMatch(name -> !GrantType.forPublicClients(name))) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "A client without a secret has the grants authorization_code and refresh_token, and no others.");
        }
        requireSafe(request.callbackUrls(), request.grantTypes());
        Client client = new Client(
                keys.consumerKey(),
                request.name(),
                request.owner(),
                request.applicationId(),
                request.keyType(),
                request.grantTypes(),
                request.callbackUrls(),
                request.opaqueTokens(),
                life(request.tokenLife()),
                request.scopes(),
                request.publicClient(),
                false,
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!clients.insert(client, request.idempotencyKey())) {
            return new NewClient(existing(request), null);
        }
        recordChange(client);
        return new NewClient(
                client,
                client.publicClient()
                        ? null
                        : secrets.create(client.consumerKey(), "", null).value());
    }

    /**
     * For clients that register themselves: one found again gets the grants it asks for in addition, and a new secret; the oldest
     * one gives way when there are too many.
     */
    @Transactional
    public NewClient registerAgain(ClientRequest request) {
        NewClient made = create(request);
        if (made.secret() != null) {
            return made;
        }
        Client known = made.client();
        Set<String> grants = new TreeSet<>(known.grantTypes());
        grants.addAll(request.grantTypes());
        Client client = update(
                known.consumerKey(),
                grants,
                request.callbackUrls().isEmpty() ? known.callbackUrls() : request.callbackUrls(),
                known.opaqueTokens(),
                known.tokenLife());
        List<Secret> old = secrets.of(client.consumerKey());
        if (old.size() >= properties.mostSecrets()) {
            secrets.delete(client.consumerKey(), old.getFirst().id());
        }
        return new NewClient(
                client, secrets.create(client.consumerKey(), "", null).value());
    }

    @Transactional
    public Client update(
            String consumerKey,
            Set<String> grantTypes,
            List<String> callbackUrls,
            boolean opaqueTokens,
            Duration tokenLife) {
        return update(consumerKey, grantTypes, callbackUrls, opaqueTokens, tokenLife, "");
    }

    /** @param owner empty: as it is */
    @Transactional
    public Client update(
            String consumerKey,
            Set<String> grantTypes,
            List<String> callbackUrls,
            boolean opaqueTokens,
            Duration tokenLife,
            String owner) {
        requireSafe(callbackUrls, grantTypes);
        clients.update(consumerKey, grantTypes, callbackUrls, opaqueTokens, life(tokenLife), owner);
        Client client = get(consumerKey);
        recordChange(client);
        return client;
    }

    /** Its tokens end with it. Ending what is not there is done already. */
    @Transactional
    public void delete(String consumerKey) {
        Optional<Client> client = clients.find(consumerKey);
        if (client.isPresent() && clients.delete(consumerKey)) {
            recordChange(client.get());
            revocations.consumerKey(consumerKey);
        }
    }

    /** A client that says who it is and proves nothing, as only a public one may. */
    public Optional<Client> publicClient(String consumerKey) {
        return clients.find(consumerKey).filter(Client::publicClient);
    }

    /** One of the platform's own clients, as it has to be: public, with signed-in users only. */
    public void putFirstParty(
            String consumerKey,
            String name,
            List<String> callbackUrls,
            List<String> signOutUrls,
            Collection<String> scopes) {
        clients.putFirstParty(new Client(
                consumerKey,
                name,
                "",
                null,
                KeyType.PRODUCTION,
                Set.of(GrantType.AUTHORIZATION_CODE.wireName(), GrantType.REFRESH_TOKEN.wireName()),
                callbackUrls,
                true,
                properties.tokenLife(),
                List.copyOf(scopes),
                true,
                true,
                signOutUrls,
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    public Client get(String consumerKey) {
        return clients.find(consumerKey)
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "There is no such consumer key."));
    }

    /** The client, where the secret is one of its own; hashes are compared in constant time. */
    public Optional<Client> authenticate(String consumerKey, String secret) {
        Hash hash = Hash.of(secret);
        return clients.withSecrets(consumerKey)
                .filter(found -> found.secretHashes().contains(hash))
                .map(WithSecrets::client);
    }

    @Transactional
    public Secret addSecret(String consumerKey, String description, @Nullable Instant expiresAt) {
        requireSecrets(consumerKey);
        if (secrets.of(consumerKey).size() >= properties.mostSecrets()) {
            throw new RefusedException(
                    CommonError.CONFLICT,
                    "A client has %d secrets at most; revoke one first.".formatted(properties.mostSecrets()));
        }
        return secrets.create(consumerKey, description, expiresAt);
    }

    /**
     * A secret in the place of the former ones.
     *
     * @param tokensFrom those issued from this moment on count
     */
    public record Replacement(Secret secret, Instant tokensFrom) {}

    /** One new secret in the place of all others, which may have been stolen: what they got ends as well. */
    @Transactional
    public Replacement replaceSecrets(String consumerKey) {
        requireSecrets(consumerKey);
        secrets.deleteAll(consumerKey);
        return new Replacement(secrets.create(consumerKey, "", null), revocations.consumerKey(consumerKey));
    }

    public List<Secret> secrets(String consumerKey) {
        get(consumerKey);
        return secrets.of(consumerKey);
    }

    @Transactional
    public void revokeSecret(String consumerKey, UUID secretId) {
        if (!secrets.delete(consumerKey, secretId)) {
            throw new RefusedException(CommonError.NOT_FOUND, "There is no such secret.");
        }
    }

    private static void requireSafe(List<String> callbackUrls, Set<String> grantTypes) {
        if (grantTypes.contains(GrantType.AUTHORIZATION_CODE.wireName())
                && !callbackUrls.stream().allMatch(RedirectUris::acceptable)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "The callback URL receives codes: an https address without a fragment, http on localhost, or an"
                            + " application's own scheme such as com.example.app:/signed-in.");
        }
    }

    private void requireSecrets(String consumerKey) {
        if (get(consumerKey).publicClient()) {
            throw new RefusedException(
                    CommonError.CONFLICT, "A public client has no secret: it proves itself by PKCE alone.");
        }
    }

    private Client existing(ClientRequest request) {
        String key = request.idempotencyKey();
        Optional<Client> found =
                key != null ? clients.byIdempotencyKey(key) : clients.registered(request.owner(), request.name());
        return found.orElseThrow(() -> new RefusedException(CommonError.CONFLICT, "The client exists already."));
    }

    private Duration life(Duration asked) {
        if (asked.isZero() || asked.isNegative()) {
            return properties.tokenLife();
        }
        return asked.compareTo(longestTokenLife) < 0 ? asked : longestTokenLife;
    }

    /** Gateways know only the keys of applications. */
    private void recordChange(Client client) {
        if (client.applicationId() != null) {
            outbox.record(client.feedKey());
        }
    }
}
