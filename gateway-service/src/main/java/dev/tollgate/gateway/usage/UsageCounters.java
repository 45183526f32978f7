package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.UsageEntry;

/** What was counted under one key. */
final class UsageCounters {

    private long calls;
    private long requestBytes;
    private long responseBytes;
    private final LogHistogram latency = new LogHistogram();
    private final LogHistogram backendLatency = new LogHistogram();

    void add(long requested, long responded, long latencyNanos, long backendNanos) {
        calls++;
        requestBytes += requested;
        responseBytes += responded;
        latency.add(latencyNanos / 1000);
        if (backendNanos >= 0) {
            backendLatency.add(backendNanos / 1000);
        }
    }

    void add(UsageCounters other) {
        calls += other.calls;
        requestBytes += other.requestBytes;
        responseBytes += other.responseBytes;
        latency.add(other.latency);
        backendLatency.add(other.backendLatency);
    }

    UsageEntry message(UsageKey key) {
        UsageEntry.Builder entry = UsageEntry.newBuilder()
                .setMinuteEpochS(key.minuteEpochSeconds())
                .setApiId(key.apiId())
                .setVerb(key.verb())
                .setTarget(key.target())
                .setApplicationId(key.applicationId())
                .setSandbox(key.sandbox())
                .setStatus(key.status())
                .setRefusalCode(key.refusal())
                .setCalls(calls)
                .setRequestBytes(requestBytes)
                .setResponseBytes(responseBytes)
                .setLatency(latency.message());
        if (!backendLatency.isEmpty()) {
            entry.setBackendLatency(backendLatency.message());
        }
        return entry.build();
    }
}
