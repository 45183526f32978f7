package dev.tollgate.trafficmanager.usage;

import dev.tollgate.contract.usage.Histogram;
import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.contract.usage.UsageEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionOperations;

/** Counts batches, each once. */
final class UsageLedger {

    private static final long MINUTE_SECONDS = 60;
    private static final int LONGEST_TEXT = 1024;

    /** Whatever a gateway's clock says: a partition for a thousand years ahead helps nobody. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final UsageRepository usage;
    private final TransactionOperations transactions;

    UsageLedger(UsageRepository usage, TransactionOperations transactions) {
        this.usage = usage;
        this.transactions = transactions;
    }

    /**
     * Counts a batch unless it has been counted before.
     *
     * @return whether it was counted now
     * @throws IllegalArgumentException for a batch that no gateway may send
     */
    boolean count(UsageBatch batch) {
        Collection<UsageCount> counts = counts(batch);
        counts.forEach(count -> usage.makeRoom(count.key().minute()));
        long calls = counts.stream().mapToLong(UsageCount::calls).sum();
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean first = usage.remember(batch, calls);
            if (first && !counts.isEmpty()) {
                usage.count(counts);
            }
            return first;
        }));
    }

    private static Collection<UsageCount> counts(UsageBatch batch) {
        if (batch.getNodeId().isEmpty() || batch.getBootId().isEmpty() || batch.getNumber() < 1) {
            throw new IllegalArgumentException("a batch names its node and boot and has a number from 1");
        }
        var counts = new TreeMap<UsageCount.Key, UsageCount>();
        for (UsageEntry entry : batch.getEntriesList()) {
            UsageCount count = count(entry);
            counts.merge(count.key(), count, UsageCount::plus);
        }
        return counts.values();
    }

    private static UsageCount count(UsageEntry entry) {
        Instant minute = Instant.ofEpochSecond(Math.floorDiv(entry.getMinuteEpochS(), MINUTE_SECONDS) * MINUTE_SECONDS);
        if (minute.isBefore(EARLIEST) || minute.isAfter(LATEST)) {
            throw new IllegalArgumentException("a minute outside the times that are kept: " + minute);
        }
        if (entry.getCalls() < 0 || entry.getRequestBytes() < 0 || entry.getResponseBytes() < 0) {
            throw new IllegalArgumentException("counts are never negative");
        }
        return new UsageCount(
                new UsageCount.Key(
                        minute,
                        text(entry.getApiId()),
                        text(entry.getVerb()),
                        text(entry.getTarget()),
                        text(entry.getApplicationId()),
                        entry.getSandbox(),
                        entry.getStatus(),
                        entry.getRefusalCode()),
                entry.getCalls(),
                entry.getRequestBytes(),
                entry.getResponseBytes(),
                latencies(entry.getLatency()),
                latencies(entry.getBackendLatency()));
    }

    private static String text(String text) {
        String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT);
    }

    private static Latencies latencies(Histogram histogram) {
        return Latencies.of(histogram.getBucketsList(), histogram.getCountsList());
    }
}
