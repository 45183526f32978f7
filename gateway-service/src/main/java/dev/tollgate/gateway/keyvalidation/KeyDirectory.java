package dev.tollgate.gateway.keyvalidation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.ConsumerKey;
import dev.tollgate.contract.key.Issuer;
import dev.tollgate.contract.key.Revocation;
import dev.tollgate.contract.key.Subscription;
import dev.tollgate.gateway.deployment.FeedConsumer;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the key tables as the key feed says. */
public final class KeyDirectory implements FeedConsumer {

    private volatile KeyTables tables = KeyTables.empty();

    KeyTables tables() {
        return tables;
    }

    @Override
    public List<FeedFailure> accept(Collection<FeedItem> items, boolean everything) {
        Change change = new Change(everything ? tables.onlySigning() : tables, everything);
        List<FeedFailure> failures = new ArrayList<>();
        for (FeedItem item : items) {
            try {
                change.accept(item);
            } catch (ParseException | JOSEException | RuntimeException failure) {
                failures.add(FeedFailure.newBuilder()
                        .setKey(item.getKey())
                        .setError(String.valueOf(failure.getMessage()))
                        .build());
            }
        }
        tables = change.tables();
        return failures;
    }

    /** What becomes of the tables by one frame. */
    private static final class Change {

        private final KeyTables old;
        private final Map<String, Optional<Application>> applications = new HashMap<>();
        private final Map<String, Optional<ConsumerKey>> consumerKeys = new HashMap<>();
        private final Map<String, Optional<Subscription>> subscriptions = new HashMap<>();
        private final Map<String, Map<String, Subscription>> byApplication = new HashMap<>();
        private final Map<String, RSAPublicKey> signingKeys;
        private final Map<String, Optional<Revocation>> revocations = new HashMap<>();
        private final Map<String, Optional<Revocation>> tokenIds = new HashMap<>();
        private final Map<TokenHash, Optional<Revocation>> hashes = new HashMap<>();
        private final Map<String, Optional<Revocation>> users = new HashMap<>();
        private final Map<String, Optional<Revocation>> clients = new HashMap<>();
        private @Nullable Issuer issuer;

        Change(KeyTables old, boolean everything) {
            this.old = old;
            this.signingKeys = everything ? new HashMap<>() : new HashMap<>(old.signingKeys());
            this.issuer = everything ? null : old.issuer();
        }

        void accept(FeedItem item) throws ParseException, JOSEException {
            String key = item.getKey();
            String id = key.substring(key.indexOf('/') + 1);
            switch (key.substring(0, Math.max(key.indexOf('/'), 0))) {
                case "application" ->
                    applications.put(id, item.hasApplication() ? Optional.of(item.getApplication()) : Optional.empty());
                case "consumer-key" ->
                    consumerKeys.put(id, item.hasConsumerKey() ? Optional.of(item.getConsumerKey()) : Optional.empty());
                case "subscription" -> subscription(id, item.hasSubscription() ? item.getSubscription() : null);
                case "revocation" -> revocation(id, item.hasRevocation() ? item.getRevocation() : null);
                case "signing-key" -> {
                    if (item.hasSigningKey()) {
                        signingKeys.put(
                                id, RSAKey.parse(item.getSigningKey().getJwk()).toRSAPublicKey());
                    } else {
                        signingKeys.remove(id);
                    }
                }
                default -> {
                    if (key.equals("issuer")) {
                        issuer = item.hasIssuer() ? item.getIssuer() : null;
                    }
                }
            }
        }

        private void subscription(String id, @Nullable Subscription now) {
            Optional<Subscription> changed = subscriptions.get(id);
            Subscription before = changed != null
                    ? changed.orElse(null)
                    : old.subscriptionsById().get(id);
            if (before != null) {
                ofApplication(before.getApplicationId())
                        .computeIfPresent(
                                before.getApiId(),
                                (api, held) -> held.getSubscriptionId().equals(id) ? null : held);
            }
            if (now != null) {
                ofApplication(now.getApplicationId()).put(now.getApiId(), now);
            }
            subscriptions.put(id, Optional.ofNullable(now));
        }

        private Map<String, Subscription> ofApplication(String applicationId) {
            return byApplication.computeIfAbsent(applicationId, id -> {
                Map<String, Subscription> held =
                        old.subscriptionsByApplication().get(id);
                return held == null ? new HashMap<>() : new HashMap<>(held);
            });
        }

        private void revocation(String id, @Nullable Revocation now) {
            Optional<Revocation> changed = revocations.get(id);
            Revocation before = changed != null
                    ? changed.orElse(null)
                    : old.revocationsById().get(id);
            if (before != null) {
                file(before, Optional.empty());
            }
            if (now != null) {
                file(now, Optional.of(now));
            }
            revocations.put(id, Optional.ofNullable(now));
        }

        /** Several revocations may concern one user or client: the one that reaches furthest counts. */
        private void file(Revocation which, Optional<Revocation> entry) {
            switch (which.getSubjectCase()) {
                case TOKEN_ID -> tokenIds.put(which.getTokenId(), entry);
                case TOKEN_HASH -> hashes.put(TokenHash.of(which.getTokenHash()), entry);
                case USER_NAME ->
                    furthest(users, old.users().get(which.getUserName()), which.getUserName(), which, entry);
                case CONSUMER_KEY ->
                    furthest(clients, old.clients().get(which.getConsumerKey()), which.getConsumerKey(), which, entry);
                case SUBJECT_NOT_SET ->
                    throw new IllegalArgumentException("a revocation of nothing that is known here");
            }
        }

        private static void furthest(
                Map<String, Optional<Revocation>> changes,
                @Nullable Revocation before,
                String subject,
                Revocation which,
                Optional<Revocation> entry) {
            Optional<Revocation> changed = changes.get(subject);
            Revocation held = changed != null ? changed.orElse(null) : before;
            if (entry.isPresent()) {
                if (held == null || held.getNotBeforeEpochMs() <= which.getNotBeforeEpochMs()) {
                    changes.put(subject, entry);
                }
            } else if (held != null && held.getId().equals(which.getId())) {
                changes.put(subject, entry);
            }
        }

        KeyTables tables() {
            Map<String, Optional<Map<String, Subscription>>> grouped = new HashMap<>();
            byApplication.forEach((application, held) ->
                    grouped.put(application, held.isEmpty() ? Optional.empty() : Optional.of(Map.copyOf(held))));
            return new KeyTables(
                    old.applications().with(applications),
                    old.consumerKeys().with(consumerKeys),
                    old.subscriptionsById().with(subscriptions),
                    old.subscriptionsByApplication().with(grouped),
                    signingKeys.equals(old.signingKeys()) ? old.signingKeys() : Map.copyOf(signingKeys),
                    old.revocationsById().with(revocations),
                    old.revokedTokenIds().with(tokenIds),
                    old.revokedHashes().with(hashes),
                    old.users().with(users),
                    old.clients().with(clients),
                    issuer != null && issuer.equals(old.issuer()) ? old.issuer() : issuer);
        }
    }
}
