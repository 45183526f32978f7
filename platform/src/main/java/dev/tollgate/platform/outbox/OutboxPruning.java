package dev.tollgate.platform.outbox;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drops events that every follower has seen, or will replace by a snapshot; in small batches, on any number of nodes at once. */
final class OutboxPruning implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxPruning.class);
    private static final int BATCH = 5_000;

    private final JdbcClient database;
    private final OutboxProperties properties;
    private @Nullable ScheduledExecutorService thread;

    OutboxPruning(JdbcClient database, OutboxProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("outbox-pruning").factory());
        thread = started;
        long each = properties.pruneEvery().toMillis();
        var unused = started.scheduleWithFixedDelay(this::prune, each, each, TimeUnit.MILLISECONDS);
    }

    private void prune() {
        try {
            int dropped;
            do {
                dropped = dropBatch();
            } while (dropped == BATCH);
        } catch (RuntimeException notNow) { // the next turn does it
            log.warn("old events cannot be dropped now: {}", notNow.toString());
        }
    }

    /** Up to the first young event, which the primary key finds without reading more than what is dropped. */
    private int dropBatch() {
        String outbox = properties.schema() + ".outbox";
        return database.sql("DELETE FROM " + outbox + " WHERE sequence IN (SELECT sequence FROM " + outbox
                        + " WHERE sequence < coalesce((SELECT sequence FROM " + outbox
                        + " WHERE recorded_at >= clock_timestamp() - make_interval(secs => ?) ORDER BY sequence LIMIT"
                        + " 1), (SELECT sequence + 1 FROM " + outbox + "_counter))"
                        + " ORDER BY sequence LIMIT " + BATCH + " FOR UPDATE SKIP LOCKED)")
                .param(properties.keep().toMillis() / 1000.0)
                .update();
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
