package dev.tollgate.store.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void aPolicyWithoutPermissionsIsForEverybody() {
        assertThat(policy(null, List.of()).permits(Set.of())).isTrue();
    }

    @Test
    void anAllowedRoleIsNeededAndADeniedOneExcludes() {
        assertThat(policy("ALLOW", List.of("staff")).permits(Set.of("staff", "other")))
                .isTrue();
        assertThat(policy("allow", List.of("staff")).permits(Set.of("other"))).isFalse();
        assertThat(policy("DENY", List.of("staff")).permits(Set.of("staff", "other")))
                .isFalse();
        assertThat(policy("deny", List.of("staff")).permits(Set.of("other"))).isTrue();
    }

    private static Policy policy(@Nullable String permission, List<String> roles) {
        return new Policy(
                PolicyLevel.SUBSCRIPTION,
                "Gold",
                "Gold",
                "",
                "REQUESTCOUNT",
                5000,
                null,
                1,
                "min",
                false,
                0,
                null,
                "FREE",
                true,
                permission,
                roles,
                "SLIDING",
                "LEASED",
                "LOCAL");
    }
}
