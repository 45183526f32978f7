package dev.tollgate.platform.feed;

import dev.tollgate.platform.database.WorkPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Wakes the feed when an outbox says that it has grown. Only a hint: the feed polls as well. */
final class Notifications implements AutoCloseable {

    private static final int LISTEN_MS = 10_000;
    private static final int RECONNECT_MS = 500;

    private final WorkPool pool;
    private final List<String> schemas;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Connection connection;
    private @Nullable Thread listener;

    Notifications(WorkPool pool, List<String> schemas) {
        this.pool = pool;
        this.schemas = List.copyOf(schemas);
    }

    void start() {
        running = true;
        listener = Thread.ofPlatform().daemon().name("feed-listen").start(this::listen);
    }

    /** Returns when there is news, or after the time. */
    void await(long milliseconds) throws InterruptedException {
        if (news.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    void wake() {
        news.release();
    }

    private void listen() {
        while (running) {
            try (Connection own = pool.listeningConnection()) {
                connection = own;
                try (Statement statement = own.createStatement()) {
                    for (String schema : schemas) {
                        statement.execute("LISTEN tollgate_" + schema);
                    }
                }
                wake();
                PGConnection notified = own.unwrap(PGConnection.class);
                while (running) {
                    PGNotification[] some = notified.getNotifications(LISTEN_MS);
                    if (some != null && some.length > 0) {
                        wake();
                    }
                }
            } catch (SQLException lost) {
                connection = null;
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void close() {
        running = false;
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException ignored) {
                // it was to be closed anyway
            }
        }
        if (listener != null) {
            listener.interrupt();
        }
    }
}
