package dev.tollgate.gateway.usage;

/**
 * What calls are counted by. The same things as in usage.proto.
 *
 * @param minuteEpochSeconds start of the minute
 * @param apiId empty: no API was found
 * @param status 0: the client went away first
 * @param refusal 0: not refused by the gateway
 */
public record UsageKey(
        long minuteEpochSeconds,
        String apiId,
        String verb,
        String target,
        String applicationId,
        boolean sandbox,
        int status,
        int refusal) {}
