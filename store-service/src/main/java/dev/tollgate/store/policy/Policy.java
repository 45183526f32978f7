package dev.tollgate.store.policy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A throttling policy as consumers see it.
 *
 * @param amount calls, or units of data for a policy by bandwidth; −1: unlimited
 * @param unitTime number of {@code timeUnit}s in the period
 * @param permissionType ALLOW or DENY for the roles named; absent: for everybody
 */
public record Policy(
        PolicyLevel level,
        String name,
        String displayName,
        String description,
        String quotaType,
        long amount,
        @Nullable String dataUnit,
        int unitTime,
        @Nullable String timeUnit,
        boolean unlimited,
        int burstCount,
        @Nullable String burstTimeUnit,
        String billingPlan,
        boolean stopOnQuotaReach,
        @Nullable String permissionType,
        List<String> permissionRoles,
        @Nullable String window,
        @Nullable String engine,
        @Nullable String onOutage) {

    /** May somebody with these roles choose it? */
    public boolean permits(Set<String> roles) {
        if (permissionType == null || permissionRoles.isEmpty()) {
            return true;
        }
        boolean named = permissionRoles.stream().anyMatch(roles::contains);
        return permissionType.equalsIgnoreCase("DENY") != named;
    }
}
