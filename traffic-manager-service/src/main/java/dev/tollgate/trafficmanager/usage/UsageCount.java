package dev.tollgate.trafficmanager.usage;

import java.time.Instant;
import java.util.Comparator;

/** What was counted in one minute for one combination of what was called, by whom, and what came of it. */
record UsageCount(Key key, long calls, long requestBytes, long responseBytes, Latencies latency, Latencies backend) {

    /** The identity of a row. */
    record Key(
            Instant minute,
            String apiId,
            String verb,
            String target,
            String applicationId,
            boolean sandbox,
            int status,
            int refusalCode)
            implements Comparable<Key> {

        /** Rows are always locked in this order, so that two batches never wait for each other in a circle. */
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::minute)
                .thenComparing(Key::apiId)
                .thenComparing(Key::verb)
                .thenComparing(Key::target)
                .thenComparing(Key::applicationId)
                .thenComparing(Key::sandbox)
                .thenComparingInt(Key::status)
                .thenComparingInt(Key::refusalCode);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    UsageCount plus(UsageCount other) {
        return new UsageCount(
                key,
                calls + other.calls,
                requestBytes + other.requestBytes,
                responseBytes + other.responseBytes,
                latency.plus(other.latency),
                backend.plus(other.backend));
    }
}
