package dev.tollgate.gateway.usage;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts calls. Each event loop counts for itself, so a call costs one look-up and a few additions; delivery collects now and then. */
public final class UsageRecorder {

    private final List<Shard> shards = new CopyOnWriteArrayList<>();
    private final FastThreadLocal<Shard> own = new FastThreadLocal<>() {
        @Override
        protected Shard initialValue() {
            Shard shard = new Shard();
            shards.add(shard);
            return shard;
        }
    };

    /** One thread's counts; its lock is contended only by the collection. */
    private static final class Shard {
        private Map<UsageKey, UsageCounters> counts = new HashMap<>();
    }

    /**
     * Counts one call.
     *
     * @param latencyNanos of the whole call
     * @param backendNanos until the backend's answer began; negative: it did not
     */
    public void record(UsageKey key, long requestBytes, long responseBytes, long latencyNanos, long backendNanos) {
        Shard shard = own.get();
        synchronized (shard) {
            UsageCounters counters = shard.counts.get(key);
            if (counters == null) {
                counters = new UsageCounters();
                shard.counts.put(key, counters);
            }
            counters.add(requestBytes, responseBytes, latencyNanos, backendNanos);
        }
    }

    /** Moves everything counted so far into the given map. */
    void collect(Map<UsageKey, UsageCounters> into) {
        for (Shard shard : shards) {
            Map<UsageKey, UsageCounters> taken;
            synchronized (shard) {
                if (shard.counts.isEmpty()) {
                    continue;
                }
                taken = shard.counts;
                shard.counts = new HashMap<>();
            }
            taken.forEach((key, counters) -> into.merge(key, counters, (sum, more) -> {
                sum.add(more);
                return sum;
            }));
        }
    }
}
