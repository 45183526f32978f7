package dev.tollgate.store.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of a throttling policy: devportal's ThrottlingPolicy, and what Tollgate adds. */
public record ThrottlingPolicyView(
        String name,
        String displayName,
        String description,
        String policyLevel,
        Map<String, String> attributes,
        long requestCount,
        @Nullable String dataUnit,
        long unitTime,
        @Nullable String timeUnit,
        int rateLimitCount,
        @Nullable String rateLimitTimeUnit,
        String quotaPolicyType,
        String tierPlan,
        boolean stopOnQuotaReach,
        @Nullable Permissions throttlingPolicyPermissions,
        @Nullable String window,
        @Nullable String engine,
        @Nullable String onOutage) {

    /** Which roles may, or may not, choose the policy. */
    public record Permissions(String type, List<String> roles) {}

    public static ThrottlingPolicyView of(Policy policy) {
        return new ThrottlingPolicyView(
                policy.name(),
                policy.displayName(),
                policy.description(),
                policy.level().name().toLowerCase(Locale.ROOT),
                Map.of(),
                policy.amount(),
                policy.dataUnit(),
                policy.unitTime(),
                policy.timeUnit(),
                policy.burstCount(),
                policy.burstTimeUnit(),
                policy.quotaType(),
                policy.billingPlan(),
                policy.stopOnQuotaReach(),
                policy.permissionType() == null
                        ? null
                        : new Permissions(policy.permissionType().toLowerCase(Locale.ROOT), policy.permissionRoles()),
                policy.window(),
                policy.engine(),
                policy.onOutage());
    }
}
