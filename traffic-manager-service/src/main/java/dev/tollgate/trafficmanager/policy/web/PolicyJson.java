package dev.tollgate.trafficmanager.policy.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * ApplicationThrottlePolicy, SubscriptionThrottlePolicy, AdvancedThrottlePolicy and CustomRule in one: a level leaves out what it does not
 * have. The last four fields, and a rule's condition and limit, are Tollgate's own.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyJson(
        @Nullable String policyId,
        @Nullable String policyName,
        @Nullable String displayName,
        @Nullable String description,
        @Nullable Boolean isDeployed,
        @Nullable String type,
        @Nullable LimitJson defaultLimit,
        @Nullable BurstJson burstLimit,
        @Nullable Integer rateLimitCount,
        @Nullable String rateLimitTimeUnit,
        @Nullable Integer subscriberCount,
        @Nullable List<AttributeJson> customAttributes,
        @Nullable Boolean stopOnQuotaReach,
        @Nullable String billingPlan,
        @Nullable PermissionJson permissions,
        @Nullable Integer graphQLMaxComplexity,
        @Nullable Integer graphQLMaxDepth,
        @Nullable JsonNode monetization,
        @Nullable List<JsonNode> conditionalGroups,
        @Nullable String keyTemplate,
        @Nullable String siddhiQuery,
        @Nullable String condition,
        @Nullable String window,
        @Nullable BurstJson burst,
        @Nullable String engine,
        @Nullable String onOutage) {

    /** ThrottleLimit: the type says which one of the others counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LimitJson(
            @Nullable String type,
            @Nullable RequestCountJson requestCount,
            @Nullable BandwidthJson bandwidth,
            @Nullable JsonNode eventCount,
            @Nullable JsonNode aiApiQuota) {}

    record RequestCountJson(
            @Nullable String timeUnit,
            @Nullable Integer unitTime,
            @Nullable Long requestCount) {}

    record BandwidthJson(
            @Nullable String timeUnit,
            @Nullable Integer unitTime,
            @Nullable Long dataAmount,
            @Nullable String dataUnit) {}

    record BurstJson(
            @Nullable Integer rateLimitCount, @Nullable String rateLimitTimeUnit) {}

    record AttributeJson(@Nullable String name, @Nullable String value) {}

    record PermissionJson(
            @Nullable String permissionType, @Nullable List<String> roles) {}

    /** The list of a level; admin lists have no paging. */
    record ListJson(int count, List<PolicyJson> list) {}
}
