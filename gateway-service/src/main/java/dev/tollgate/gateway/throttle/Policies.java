package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.policy.DenyCondition;
import dev.tollgate.contract.policy.ThrottlingPolicy;
import dev.tollgate.gateway.deployment.FeedConsumer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Throttling policies and deny conditions, as the policy feed says. */
public final class Policies implements FeedConsumer {

    private static final String POLICY = "policy/";
    private static final String DENY = "deny/";

    private final Map<String, DenyCondition> conditions = new HashMap<>();
    private volatile Tables tables = new Tables(Map.of(), Map.of(), Map.of(), new Denials(List.of()));

    /** Policies by name, one table a level. */
    private record Tables(
            Map<String, ThrottlingPolicy> subscription,
            Map<String, ThrottlingPolicy> application,
            Map<String, ThrottlingPolicy> advanced,
            Denials denials) {}

    @Nullable
    ThrottlingPolicy subscription(String name) {
        return tables.subscription.get(name);
    }

    @Nullable
    ThrottlingPolicy application(String name) {
        return tables.application.get(name);
    }

    @Nullable
    ThrottlingPolicy advanced(String name) {
        return tables.advanced.get(name);
    }

    /** The same object as long as nothing has changed. */
    Object state() {
        return tables;
    }

    Denials denials() {
        return tables.denials;
    }

    @Override
    public List<FeedFailure> accept(Collection<FeedItem> items, boolean everything) {
        Tables old = tables;
        Map<String, ThrottlingPolicy> subscription = copy(old.subscription, everything);
        Map<String, ThrottlingPolicy> application = copy(old.application, everything);
        Map<String, ThrottlingPolicy> advanced = copy(old.advanced, everything);
        if (everything) {
            conditions.clear();
        }
        List<FeedFailure> failures = new ArrayList<>();
        for (FeedItem item : items) {
            String key = item.getKey();
            if (key.startsWith(POLICY)) {
                String rest = key.substring(POLICY.length());
                int slash = rest.indexOf('/');
                Map<String, ThrottlingPolicy> table = switch (slash < 0 ? rest : rest.substring(0, slash)) {
                    case "subscription" -> subscription;
                    case "application" -> application;
                    case "advanced" -> advanced;
                    default -> null;
                };
                if (table != null) {
                    set(
                            table,
                            rest.substring(slash + 1),
                            item.hasThrottlingPolicy() ? item.getThrottlingPolicy() : null);
                }
            } else if (key.startsWith(DENY)) {
                deny(item, failures);
            }
        }
        tables = new Tables(subscription, application, advanced, new Denials(conditions.values()));
        return failures;
    }

    private void deny(FeedItem item, List<FeedFailure> failures) {
        if (!item.hasDenyCondition()) {
            conditions.remove(item.getKey());
            return;
        }
        try {
            Denials.check(item.getDenyCondition());
            conditions.put(item.getKey(), item.getDenyCondition());
        } catch (RuntimeException failure) {
            failures.add(FeedFailure.newBuilder()
                    .setKey(item.getKey())
                    .setError(String.valueOf(failure.getMessage()))
                    .build());
        }
    }

    private static void set(Map<String, ThrottlingPolicy> table, String name, @Nullable ThrottlingPolicy policy) {
        if (policy == null) {
            table.remove(name);
        } else {
            table.put(name, policy);
        }
    }

    private static Map<String, ThrottlingPolicy> copy(Map<String, ThrottlingPolicy> table, boolean everything) {
        return everything ? new HashMap<>() : new HashMap<>(table);
    }
}
