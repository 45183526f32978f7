package dev.tollgate.trafficmanager.deny;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code traffic.deny_conditions}. */
public final class DenyRepository {

    private static final String SELECT =
            "SELECT id, kind, value, invert, enabled, expires_at, reason FROM traffic.deny_conditions";

    private final JdbcClient database;

    public DenyRepository(JdbcClient database) {
        this.database = database;
    }

    /** The same table seen through another client, for example one moment of the database. */
    public DenyRepository through(JdbcClient other) {
        return new DenyRepository(other);
    }

    public List<DenyCondition> all() {
        return database.sql(SELECT + " ORDER BY created_at, id")
                .query(DenyRepository::read)
                .list();
    }

    public Optional<DenyCondition> find(UUID id) {
        return database.sql(SELECT + " WHERE id = ?")
                .param(id)
                .query(DenyRepository::read)
                .optional();
    }

    /** Fails with a unique violation where the same condition stands already. */
    void insert(DenyCondition condition) {
        database.sql("INSERT INTO traffic.deny_conditions (id, kind, value, invert, enabled, expires_at, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .param(condition.id())
                .param(condition.kind().name())
                .param(condition.value())
                .param(condition.invert())
                .param(condition.enabled())
                .param(at(condition.expiresAt()))
                .param(condition.reason())
                .update();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** An expired condition makes room for the same one anew. */
    List<UUID> deleteExpired(DenyCondition like) {
        return database.sql("DELETE FROM traffic.deny_conditions WHERE kind = ? AND value = ? AND invert = ?"
                        + " AND expires_at <= clock_timestamp() RETURNING id")
                .param(like.kind().name())
                .param(like.value())
                .param(like.invert())
                .query(UUID.class)
                .list();
    }

    boolean enable(UUID id, boolean enabled) {
        return database.sql("UPDATE traffic.deny_conditions SET enabled = ? WHERE id = ?")
                        .param(enabled)
                        .param(id)
                        .update()
                == 1;
    }

    boolean delete(UUID id) {
        return database.sql("DELETE FROM traffic.deny_conditions WHERE id = ?")
                        .param(id)
                        .update()
                == 1;
    }

    private static DenyCondition read(ResultSet row, int index) throws SQLException {
        return new DenyCondition(
                row.getObject("id", UUID.class),
                DenyCondition.Kind.valueOf(row.getString("kind")),
                row.getString("value"),
                row.getBoolean("invert"),
                row.getBoolean("enabled"),
                Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                row.getString("reason"));
    }
}
