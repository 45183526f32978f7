package dev.tollgate.store.usage;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Latencies in buckets of the usage contract: bucket i counts values of v microseconds with i = 4 * floor(log2 v) + the next two
 * bits of v, and i = v below 4. Merging is adding.
 *
 * @param counts calls by bucket
 */
record LatencyHistogram(NavigableMap<Integer, Long> counts) {

    static LatencyHistogram of(Map<Integer, Long> counts) {
        return new LatencyHistogram(new TreeMap<>(counts));
    }

    /**
     * The latency in milliseconds that this share of the calls did not exceed, to within an eighth; absent without calls.
     *
     * @param share above 0, at most 1
     */
    @Nullable
    Double percentile(double share) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return null;
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (var bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return middle(bucket.getKey()) / 1000;
            }
        }
        return middle(counts.lastKey()) / 1000;
    }

    /** Half-way between a bucket's bounds, in microseconds. */
    static double middle(int bucket) {
        if (bucket < 8) {
            return Math.min(bucket, 3);
        }
        double width = Math.scalb(1.0, bucket / 4 - 2);
        return (4 + bucket % 4 + 0.5) * width;
    }
}
