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
    private static final String CUSTOM = "custom/";
    private static final String DENY = "deny/";

    private final Map<String, DenyCondition> conditions = new HashMap<>();
    private volatile Tables tables = new Tables(Map.of(), Map.of(), Map.of(), Map.of(), new Denials(List.of()));

    /** Policies by name, one table a level. */
    private record Tables(
            Map<String, ThrottlingPolicy> subscription,
            Map<String, ThrottlingPolicy> application,
            Map<String, ThrottlingPolicy> advanced,
            Map<String, CustomRule> rules,
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

    /** Custom rules, in no order: all of them must let a call pass. */
    Collection<CustomRule> rules() {
        return tables.rules.values();
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
        Map<String, CustomRule> rules = everything ? new HashMap<>() : new HashMap<>(old.rules);
        if (everything) {
            conditions.clear();
        }
        List<FeedFailure> failures = new ArrayList<>();
        for (FeedItem item : items) {
            String key = item.getKey();
            if (key.startsWith(POLICY)) {
                String rest = key.substring(POLICY.length());
                int slash = rest.indexOf('/');
                if (rest.startsWith(CUSTOM)) {
                    rule(rules, item, old, failures);
                    continue;
                }
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
        tables = new Tables(subscription, application, advanced, rules, new Denials(conditions.values()));
        return failures;
    }

    /** One that cannot be evaluated here is reported, and the one that was known before stays. */
    private static void rule(Map<String, CustomRule> rules, FeedItem item, Tables old, List<FeedFailure> failures) {
        if (!item.hasThrottlingPolicy()) {
            rules.remove(item.getKey());
            return;
        }
        try {
            rules.put(item.getKey(), CustomRule.of(item.getThrottlingPolicy()));
        } catch (RuntimeException failure) {
            CustomRule before = old.rules.get(item.getKey());
            if (before != null) {
                rules.put(item.getKey(), before);
            }
            failures.add(FeedFailure.newBuilder()
                    .setKey(item.getKey())
                    .setError(String.valueOf(failure.getMessage()))
                    .build());
        }
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
