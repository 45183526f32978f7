package dev.tollgate.publisher.usage;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mergeable histogram of microseconds; buckets numbered as usage.proto says. */
final class Histogram {

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long total;

    void add(int bucket, long count) {
        counts.merge(bucket, count, Long::sum);
        total += count;
    }

    /** In milliseconds, the middle of the bucket where the share of calls is reached; null without calls. */
    @Nullable
    Double percentile(double share) {
        if (total == 0) {
            return null;
        }
        long wanted = Math.max(1, (long) Math.ceil(total * share));
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return middle(entry.getKey()) / 1000.0;
            }
        }
        return middle(counts.lastKey()) / 1000.0;
    }

    private static double middle(int bucket) {
        return (lowest(bucket) + lowest(bucket + 1)) / 2.0;
    }

    /** The least value of a bucket: 4·⌊log₂ v⌋ plus the two bits below the highest; values under 4 are their own number. */
    static long lowest(int bucket) {
        if (bucket < 8) {
            return Math.min(bucket, 4);
        }
        int exponent = bucket / 4;
        return (4L + bucket % 4) << (exponent - 2);
    }
}
