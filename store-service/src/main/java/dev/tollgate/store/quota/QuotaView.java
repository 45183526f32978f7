package dev.tollgate.store.quota;

import org.jspecify.annotations.Nullable;

/**
 * JSON of one level's quota.
 *
 * @param level APPLICATION or SUBSCRIPTION
 * @param apiId of a subscription
 * @param limit −1: unlimited; the fields after it are absent then
 * @param remaining limit − debited
 * @param resetsAt ISO 8601; when more comes free
 */
public record QuotaView(
        String level,
        String policy,
        @Nullable String apiId,
        long limit,
        @Nullable Long used,
        @Nullable Long remaining,
        @Nullable String resetsAt) {}
