package dev.tollgate.platform.outbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Events of one owner's schema. An event says only which thing changed: readers look up its present state.
 *
 * <p>Numbers come from one counter row that is taken last in the transaction, so they are in commit order and have no gaps: a
 * reader that has seen number n has seen everything up to n.
 */
public final class Outbox {

    private final JdbcClient database;
    private final String schema;
    private final Object pendingKeys = new Object();

    Outbox(JdbcClient database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    /**
     * Records that the thing behind a feed key has changed, to be written just before the transaction commits.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void record(String key) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an event belongs into the transaction that makes the change: " + key);
        }
        if (TransactionSynchronizationManager.getResource(pendingKeys) instanceof Pending pending) {
            pending.keys.add(key);
            return;
        }
        var pending = new Pending();
        pending.keys.add(key);
        TransactionSynchronizationManager.bindResource(pendingKeys, pending);
        TransactionSynchronizationManager.registerSynchronization(pending);
    }

    private void write(List<String> keys) {
        long last = database.sql("UPDATE " + schema + ".outbox_counter SET sequence = sequence + ? RETURNING sequence")
                .param(keys.size())
                .query(Long.class)
                .single();
        database.sql("INSERT INTO " + schema
                        + ".outbox (sequence, key) SELECT ? + o, k FROM unnest(?::text[]) WITH ORDINALITY AS t (k, o)")
                .param(last - keys.size())
                .param(keys.toArray(String[]::new))
                .update();
        database.sql("SELECT pg_notify(?, ?)::text")
                .param("tollgate_" + schema)
                .param(Long.toString(last))
                .query(String.class)
                .optional();
    }

    private final class Pending implements TransactionSynchronization {

        private final Set<String> keys = new LinkedHashSet<>();

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(pendingKeys);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(pendingKeys, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write(List.copyOf(keys));
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResourceIfPossible(pendingKeys);
        }
    }
}
