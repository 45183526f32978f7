package dev.tollgate.trafficmanager.lease;

import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.trafficmanager.policy.EngineMode;
import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.PolicyBook;
import dev.tollgate.trafficmanager.policy.PolicyLevel;
import dev.tollgate.trafficmanager.policy.QuotaUnit;
import dev.tollgate.trafficmanager.policy.ThrottlingPolicy;
import java.util.Locale;
import java.util.Optional;

/** From the names that gateways send to the numbers that count: gateways may lag behind a changed policy, the engine must not. */
final class LevelResolver {

    private final PolicyBook policies;

    LevelResolver(PolicyBook policies) {
        this.policies = policies;
    }

    /** What a level of a request comes to. */
    sealed interface Resolved {

        /** To be counted; exact levels lend nothing ahead, those of bytes among them: what a call moves is known afterwards. */
        record Counted(Level level, boolean exact) implements Resolved {}

        /** Nothing to count. */
        record Unlimited() implements Resolved {}

        /**
         * No such policy here.
         *
         * @param rule a custom rule, which nothing refers to: one that is gone limits nothing
         */
        record Unknown(boolean rule) implements Resolved {}
    }

    Resolved resolve(LeaseLevel asked) {
        Optional<PolicyLevel> level = level(asked.getKind());
        Optional<ThrottlingPolicy> found = level.flatMap(known -> policies.find(known, asked.getPolicy()));
        if (found.isEmpty()) {
            return new Resolved.Unknown(asked.getKind() == LevelKind.LEVEL_KIND_CUSTOM);
        }
        ThrottlingPolicy policy = found.get();
        Optional<Limit> limit =
                asked.getKind() == LevelKind.LEVEL_KIND_BURST ? policy.enforcedBurst() : policy.enforced();
        if (limit.isEmpty()) {
            return new Resolved.Unlimited();
        }
        boolean exact = policy.engine() == EngineMode.EXACT || limit.get().unit() == QuotaUnit.BYTES;
        return new Resolved.Counted(new Level(key(asked), limit.get()), exact);
    }

    private static Optional<PolicyLevel> level(LevelKind kind) {
        return switch (kind) {
            case LEVEL_KIND_API, LEVEL_KIND_OPERATION -> Optional.of(PolicyLevel.ADVANCED);
            case LEVEL_KIND_APPLICATION -> Optional.of(PolicyLevel.APPLICATION);
            case LEVEL_KIND_SUBSCRIPTION, LEVEL_KIND_BURST -> Optional.of(PolicyLevel.SUBSCRIPTION);
            case LEVEL_KIND_CUSTOM -> Optional.of(PolicyLevel.CUSTOM);
            case LEVEL_KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    /** The engine's key of a level, whatever its policy: {@code application:<id>}, with {@code :sandbox} behind it where so. */
    static String key(LeaseLevel level) {
        return kindWord(level.getKind()) + ":" + level.getKey() + (level.getSandbox() ? ":sandbox" : "");
    }

    private static String kindWord(LevelKind kind) {
        return kind.name().substring("LEVEL_KIND_".length()).toLowerCase(Locale.ROOT);
    }
}
