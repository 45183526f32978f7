package dev.tollgate.keymanager.feed;

import static dev.tollgate.keymanager.sql.Columns.array;

import com.nimbusds.jose.jwk.RSAKey;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.key.Issuer;
import dev.tollgate.contract.key.SigningKey;
import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.keymanager.token.SigningKeys;
import dev.tollgate.platform.feed.FeedSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All that gateways need to judge a key: our own tables, and Store's views of applications and subscriptions. Services, which name
 * no environment, follow the revocations alone.
 */
@Component
class KeyFeedSource implements FeedSource {

    private static final String ISSUER = "issuer";
    private static final String SIGNING_KEY = "signing-key/";
    private static final String CONSUMER_KEY = "consumer-key/";
    private static final String REVOCATION = "revocation/";
    private static final String APPLICATION = "application/";
    private static final String SUBSCRIPTION = "subscription/";

    private final InstantSource clock;
    private final String issuer;

    KeyFeedSource(InstantSource clock, PublicUrl publicUrl) {
        this.clock = clock;
        this.issuer = publicUrl.value();
    }

    @Override
    public List<String> outboxes() {
        return List.of("keys", "subscriptions");
    }

    @Override
    public List<FeedItem> snapshot(JdbcClient database, String environment) {
        List<FeedItem> items = new ArrayList<>();
        if (environment.isEmpty()) {
            Revocations.live(database, clock.instant())
                    .forEach(revocation -> items.add(FeedItems.revocation(revocation)));
            return items;
        }
        items.add(issuer());
        SigningKeys.publicKeys(database).forEach(key -> items.add(signingKey(key)));
        Revocations.live(database, clock.instant()).forEach(revocation -> items.add(FeedItems.revocation(revocation)));
        items.addAll(database.sql(FeedItems.CONSUMER_KEYS)
                .query(FeedItems::consumerKey)
                .list());
        items.addAll(database.sql(FeedItems.APPLICATIONS)
                .query(FeedItems::application)
                .list());
        items.addAll(database.sql(FeedItems.SUBSCRIPTIONS)
                .query(FeedItems::subscription)
                .list());
        return items;
    }

    @Override
    public List<FeedItem> read(JdbcClient database, String environment, Collection<String> keys) {
        // Each key stands for a removal until the thing behind it is found.
        Map<String, FeedItem> items = new LinkedHashMap<>();
        for (String key : keys) {
            if (environment.isEmpty() ? key.startsWith(REVOCATION) : carried(key)) {
                items.put(key, FeedItem.newBuilder().setKey(key).build());
            }
        }
        Consumer<FeedItem> found = item -> items.replace(item.getKey(), item);
        found.accept(issuer());
        if (keys.stream().anyMatch(key -> key.startsWith(SIGNING_KEY))) {
            SigningKeys.publicKeys(database).forEach(key -> found.accept(signingKey(key)));
        }
        List<UUID> revocations = ids(keys, REVOCATION);
        if (!revocations.isEmpty()) {
            Revocations.live(database, clock.instant(), revocations)
                    .forEach(revocation -> found.accept(FeedItems.revocation(revocation)));
        }
        List<String> consumerKeys = names(keys, CONSUMER_KEY);
        if (!consumerKeys.isEmpty()) {
            database.sql(FeedItems.CONSUMER_KEYS + " WHERE consumer_key = ANY (?)")
                    .param(array(consumerKeys))
                    .query(FeedItems::consumerKey)
                    .list()
                    .forEach(found);
        }
        List<UUID> applications = ids(keys, APPLICATION);
        if (!applications.isEmpty()) {
            database.sql(FeedItems.APPLICATIONS + " WHERE application_id = ANY (?)")
                    .param(applications.toArray(UUID[]::new))
                    .query(FeedItems::application)
                    .list()
                    .forEach(found);
        }
        List<UUID> subscriptions = ids(keys, SUBSCRIPTION);
        if (!subscriptions.isEmpty()) {
            database.sql(FeedItems.SUBSCRIPTIONS + " WHERE subscription_id = ANY (?)")
                    .param(subscriptions.toArray(UUID[]::new))
                    .query(FeedItems::subscription)
                    .list()
                    .forEach(found);
        }
        return List.copyOf(items.values());
    }

    private FeedItem issuer() {
        return FeedItem.newBuilder()
                .setKey(ISSUER)
                .setIssuer(Issuer.newBuilder().setIssuer(issuer).setAudience(issuer))
                .build();
    }

    private static FeedItem signingKey(RSAKey key) {
        return FeedItem.newBuilder()
                .setKey(SIGNING_KEY + key.getKeyID())
                .setSigningKey(SigningKey.newBuilder()
                        .setKid(key.getKeyID())
                        .setJwk(key.toPublicJWK().toJSONString()))
                .build();
    }

    private static boolean carried(String key) {
        return key.equals(ISSUER)
                || List.of(SIGNING_KEY, CONSUMER_KEY, REVOCATION, APPLICATION, SUBSCRIPTION).stream()
                        .anyMatch(key::startsWith);
    }

    private static List<String> names(Collection<String> keys, String kind) {
        return keys.stream()
                .filter(key -> key.startsWith(kind))
                .map(key -> key.substring(kind.length()))
                .toList();
    }

    private static List<UUID> ids(Collection<String> keys, String kind) {
        return names(keys, kind).stream().map(UUID::fromString).toList();
    }
}
