package dev.tollgate.trafficmanager.policy;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All policies as they are now, in memory; replaced whole when one of them changes. */
public final class PolicyBook {

    private record Name(PolicyLevel level, String name) {}

    private volatile @Nullable Map<Name, ThrottlingPolicy> policies;

    /** Empty where there is no such policy, and for all while none were read yet. */
    public Optional<ThrottlingPolicy> find(PolicyLevel level, String name) {
        Map<Name, ThrottlingPolicy> known = policies;
        return known == null ? Optional.empty() : Optional.ofNullable(known.get(new Name(level, name)));
    }

    public boolean loaded() {
        return policies != null;
    }

    void replace(Collection<ThrottlingPolicy> all) {
        policies = all.stream()
                .collect(Collectors.toUnmodifiableMap(
                        policy -> new Name(policy.level(), policy.name()), Function.identity()));
    }
}
