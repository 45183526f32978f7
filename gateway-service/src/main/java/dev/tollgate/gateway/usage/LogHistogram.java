package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.Histogram;

/**
 * Counts of microseconds in buckets of the logarithm: bucket 4 * floor(log2 v) + the next two bits of v; v itself below 4. Mergeable
 * (usage.proto).
 */
final class LogHistogram {

    private static final int BUCKETS = 4 * 40;

    private final int[] counts = new int[BUCKETS];
    private boolean empty = true;

    static int bucket(long microseconds) {
        if (microseconds < 4) {
            return (int) Math.max(0, microseconds);
        }
        int log = 63 - Long.numberOfLeadingZeros(microseconds);
        return Math.min(BUCKETS - 1, 4 * log + (int) (microseconds >> (log - 2) & 3));
    }

    void add(long microseconds) {
        counts[bucket(microseconds)]++;
        empty = false;
    }

    void add(LogHistogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        empty &= other.empty;
    }

    boolean isEmpty() {
        return empty;
    }

    Histogram message() {
        Histogram.Builder message = Histogram.newBuilder();
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] != 0) {
                message.addBuckets(i).addCounts(counts[i]);
            }
        }
        return message.build();
    }
}
