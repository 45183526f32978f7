package dev.tollgate.publisher.lifecycle;

import dev.tollgate.publisher.api.ApiChanged.StateEntered;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every state an API entered, by whom and when. */
@Repository
class LifeCycleHistory {

    private final JdbcClient database;

    LifeCycleHistory(JdbcClient database) {
        this.database = database;
    }

    /** WSO2's LifecycleHistoryItem. */
    record Item(@Nullable String previousState, String postState, String user, Instant updatedTime) {}

    @EventListener
    void on(StateEntered entered) {
        database.sql("""
            INSERT INTO apis.lifecycle_events (api_id, previous_state, state, actor, occurred_at)
            SELECT id,
                (SELECT e.state FROM apis.lifecycle_events e WHERE e.api_id = a.id ORDER BY e.id DESC LIMIT 1),
                ?, updated_by, updated_at
            FROM apis.apis a WHERE id = ?
            """)
                .param(entered.state().capitalised())
                .param(entered.apiId())
                .update();
    }

    List<Item> of(UUID apiId) {
        return database.sql("""
            SELECT previous_state, state, actor, occurred_at FROM apis.lifecycle_events
            WHERE api_id = ? ORDER BY id
            """)
                .param(apiId)
                .query((row, number) -> new Item(
                        row.getString("previous_state"),
                        row.getString("state"),
                        row.getString("actor"),
                        row.getTimestamp("occurred_at").toInstant()))
                .list();
    }
}
