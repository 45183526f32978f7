package dev.tollgate.trafficmanager.usage;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many calls took how long, by the buckets of the contract's Histogram; buckets rise, no count is zero. */
record Latencies(SortedMap<Integer, Long> counts) {

    Latencies {
        counts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    static Latencies of(List<Integer> buckets, List<Long> counts) {
        if (buckets.size() != counts.size()) {
            throw new IllegalArgumentException("a histogram has as many counts as buckets");
        }
        var merged = new TreeMap<Integer, Long>();
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.get(i) < 0 || counts.get(i) < 0) {
                throw new IllegalArgumentException("a histogram has no negative buckets or counts");
            }
            if (counts.get(i) > 0) {
                merged.merge(buckets.get(i), counts.get(i), Long::sum);
            }
        }
        return new Latencies(merged);
    }

    Latencies plus(Latencies other) {
        var merged = new TreeMap<>(counts);
        other.counts.forEach((bucket, count) -> merged.merge(bucket, count, Long::sum));
        return new Latencies(merged);
    }

    Integer[] buckets() {
        return counts.keySet().toArray(Integer[]::new);
    }

    Long[] bucketCounts() {
        return counts.values().toArray(Long[]::new);
    }
}
