package dev.tollgate.publisher.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy as the REST contract shows it to publishers. */
public record ThrottlingPolicy(
        String name,
        String description,
        String policyLevel,
        String displayName,
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
        Map<String, String> monetizationProperties) {}
