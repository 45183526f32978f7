package dev.tollgate.trafficmanager.policy;

import dev.tollgate.platform.database.WorkPool;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Keeps the {@link PolicyBook} equal to the table: reads all policies anew whenever the outbox has moved, on any node. */
public final class PolicyTail implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PolicyTail.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final long NEVER_READ = -1;

    private final WorkPool pool;
    private final PolicyRepository policies;
    private final PolicyBook book;
    private volatile @Nullable ScheduledExecutorService poll;
    private volatile boolean running;
    private volatile long position = NEVER_READ;
    private volatile boolean failing;
    private volatile long caughtUpNanos = System.nanoTime();

    PolicyTail(WorkPool pool, PolicyRepository policies, PolicyBook book) {
        this.pool = pool;
        this.policies = policies;
        this.book = book;
    }

    @Override
    public void start() {
        running = true;
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("policy-tail").factory());
        poll = started;
        var unused = started.scheduleWithFixedDelay(this::look, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads at once what has changed, not more often than is cheap, and not while the database fails. */
    public void catchUp() {
        long now = System.nanoTime();
        if (!failing && now - caughtUpNanos > SHORTEST_PAUSE.toNanos()) {
            caughtUpNanos = now;
            look();
        }
    }

    void look() {
        try {
            refresh();
            failing = false;
        } catch (DataAccessException | TransactionException unreadable) {
            if (!failing) {
                log.warn("policies cannot be read now, the ones known stay in force: {}", unreadable.toString());
            }
            failing = true;
        } catch (RuntimeException fault) {
            log.error("policies could not be read, the ones known stay in force", fault);
        }
    }

    private synchronized void refresh() {
        long now = position(pool.database());
        if (now != position) {
            position = pool.readAtOneMoment(database -> {
                long read = position(database);
                book.replace(policies.through(database).all());
                return read;
            });
        }
    }

    private static long position(JdbcClient database) {
        return database.sql("SELECT sequence FROM traffic.outbox_position_v1")
                .query(Long.class)
                .single();
    }

    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService started = poll;
        if (started != null) {
            started.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
