package dev.tollgate.trafficmanager.usage;

import dev.tollgate.contract.usage.UsageBatch;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables {@code traffic.usage_minutes} and {@code traffic.usage_batches}. */
final class UsageRepository {

    /** So many at once that no single wait for the database comes near the socket's time-out. */
    private static final int ROWS_A_BATCH = 250;

    /** Histograms are merged where the row is, under its lock. */
    private static final String COUNT = """
        INSERT INTO traffic.usage_minutes AS known
            (minute, api_id, verb, target, application_id, sandbox, status, refusal_code,
             calls, request_bytes, response_bytes, latency_buckets, latency_counts, backend_buckets, backend_counts)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (minute, api_id, verb, target, application_id, sandbox, status, refusal_code) DO UPDATE SET
            calls = known.calls + excluded.calls,
            request_bytes = known.request_bytes + excluded.request_bytes,
            response_bytes = known.response_bytes + excluded.response_bytes,
            (latency_buckets, latency_counts) = (
                SELECT coalesce(array_agg(bucket ORDER BY bucket), '{}'), coalesce(array_agg(count ORDER BY bucket), '{}')
                FROM (SELECT bucket, sum(count)::bigint AS count
                      FROM unnest(known.latency_buckets || excluded.latency_buckets,
                                  known.latency_counts || excluded.latency_counts) AS both_sides (bucket, count)
                      GROUP BY bucket) AS merged),
            (backend_buckets, backend_counts) = (
                SELECT coalesce(array_agg(bucket ORDER BY bucket), '{}'), coalesce(array_agg(count ORDER BY bucket), '{}')
                FROM (SELECT bucket, sum(count)::bigint AS count
                      FROM unnest(known.backend_buckets || excluded.backend_buckets,
                                  known.backend_counts || excluded.backend_counts) AS both_sides (bucket, count)
                      GROUP BY bucket) AS merged)
        """;

    private final JdbcTemplate database;
    private final Set<YearMonth> monthsMade = ConcurrentHashMap.newKeySet();

    UsageRepository(JdbcTemplate database) {
        this.database = database;
    }

    /** False where this batch had been counted before; a batch under way elsewhere is waited for. */
    boolean remember(UsageBatch batch, long calls) {
        return database.update(
                        "INSERT INTO traffic.usage_batches (node_id, boot_id, number, environment, calls, last)"
                                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        batch.getNodeId(),
                        batch.getBootId(),
                        batch.getNumber(),
                        batch.getEnvironment(),
                        calls,
                        batch.getLast())
                == 1;
    }

    /** Adds up; the keys are distinct and in order. */
    void count(Collection<UsageCount> counts) {
        ConnectionCallback<int[]> write = connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
                int rows = 0;
                for (UsageCount count : counts) {
                    set(connection, statement, count);
                    statement.addBatch();
                    if (++rows % ROWS_A_BATCH == 0) {
                        statement.executeBatch();
                    }
                }
                return statement.executeBatch();
            }
        };
        database.execute(write);
    }

    /** To be called in a transaction of its own: the partition stands even where the batch is rolled back. */
    void makeRoom(Instant minute) {
        YearMonth month = YearMonth.from(minute.atOffset(ZoneOffset.UTC));
        if (!monthsMade.contains(month)) {
            database.queryForList("SELECT traffic.ensure_usage_month(?)::text", minute.atOffset(ZoneOffset.UTC));
            monthsMade.add(month);
        }
    }

    private static void set(Connection connection, PreparedStatement statement, UsageCount count) throws SQLException {
        UsageCount.Key key = count.key();
        int i = 0;
        statement.setObject(++i, OffsetDateTime.ofInstant(key.minute(), ZoneOffset.UTC));
        statement.setString(++i, key.apiId());
        statement.setString(++i, key.verb());
        statement.setString(++i, key.target());
        statement.setString(++i, key.applicationId());
        statement.setBoolean(++i, key.sandbox());
        statement.setInt(++i, key.status());
        statement.setInt(++i, key.refusalCode());
        statement.setLong(++i, count.calls());
        statement.setLong(++i, count.requestBytes());
        statement.setLong(++i, count.responseBytes());
        statement.setArray(++i, integers(connection, count.latency()));
        statement.setArray(++i, longs(connection, count.latency()));
        statement.setArray(++i, integers(connection, count.backend()));
        statement.setArray(++i, longs(connection, count.backend()));
    }

    private static Array integers(Connection connection, Latencies latencies) throws SQLException {
        return connection.createArrayOf("int4", latencies.buckets());
    }

    private static Array longs(Connection connection, Latencies latencies) throws SQLException {
        return connection.createArrayOf("int8", latencies.bucketCounts());
    }
}
