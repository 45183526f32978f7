package dev.tollgate.trafficmanager.feed;

import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.platform.feed.FeedSource;
import dev.tollgate.trafficmanager.deny.DenyRepository;
import dev.tollgate.trafficmanager.policy.PolicyLevel;
import dev.tollgate.trafficmanager.policy.PolicyRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the policy feed carries: the same for every environment. */
final class PolicyFeedSource implements FeedSource {

    private final PolicyRepository policies;
    private final DenyRepository denials;

    PolicyFeedSource(PolicyRepository policies, DenyRepository denials) {
        this.policies = policies;
        this.denials = denials;
    }

    @Override
    public List<String> outboxes() {
        return List.of("traffic");
    }

    @Override
    public List<FeedItem> snapshot(JdbcClient database, String environment) {
        var items = new ArrayList<FeedItem>();
        policies.through(database).all().forEach(policy -> items.add(PolicyFeedItems.of(policy)));
        denials.through(database).all().forEach(condition -> items.add(PolicyFeedItems.of(condition)));
        return items;
    }

    @Override
    public List<FeedItem> read(JdbcClient database, String environment, Collection<String> keys) {
        return keys.stream().map(key -> read(database, key)).toList();
    }

    private FeedItem read(JdbcClient database, String key) {
        String[] parts = key.split("/", 3);
        return switch (parts[0]) {
            case "policy" ->
                policies.through(database)
                        .find(PolicyLevel.valueOf(parts[1].toUpperCase(Locale.ROOT)), parts[2])
                        .map(PolicyFeedItems::of)
                        .orElseGet(() -> PolicyFeedItems.removal(key));
            case "deny" ->
                denials.through(database)
                        .find(UUID.fromString(parts[1]))
                        .map(PolicyFeedItems::of)
                        .orElseGet(() -> PolicyFeedItems.removal(key));
            default -> throw new IllegalStateException("not a key of this feed: " + key);
        };
    }
}
