package dev.tollgate.trafficmanager.policy;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A named limit at one level. The name is unique within its level and is what applications, subscriptions and APIs refer to.
 *
 * @param limit none: unlimited
 * @param burst a second, shorter limit of a subscription; none for other levels
 * @param rule what a custom policy counts; none for other levels
 */
public record ThrottlingPolicy(
        UUID id,
        PolicyLevel level,
        String name,
        String displayName,
        String description,
        @Nullable Limit limit,
        @Nullable Limit burst,
        EngineMode engine,
        OutageBehaviour onOutage,
        SubscriptionTerms terms,
        @Nullable CallRule rule) {

    public static final String UNLIMITED = "Unlimited";

    public ThrottlingPolicy {
        if ((level == PolicyLevel.CUSTOM) != (rule != null)) {
            throw new IllegalArgumentException("custom policies, and no others, have a rule");
        }
    }

    public boolean unlimited() {
        return limit == null;
    }

    /** The limit that the engine enforces: none where calls are only counted. */
    public Optional<Limit> enforced() {
        return terms.stopOnQuotaReach() ? Optional.ofNullable(limit) : Optional.empty();
    }

    public Optional<Limit> enforcedBurst() {
        return Optional.ofNullable(burst);
    }

    public String feedKey() {
        return feedKey(level, name);
    }

    public static String feedKey(PolicyLevel level, String name) {
        return "policy/" + level.word() + "/" + name;
    }
}
