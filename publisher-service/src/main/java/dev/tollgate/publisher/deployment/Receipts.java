package dev.tollgate.publisher.deployment;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.deployment.Receipt.Node;
import dev.tollgate.publisher.deployment.Receipt.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tells which gateway nodes serve a change, and waits for them. */
@Service
public class Receipts {

    /** The header that carries a receipt in short. */
    public static final String HEADER = "Tollgate-Deployment";

    private static final long LONGEST_WAIT_MS = 30_000;
    private static final long POLL_MS = 75;
    private static final Pattern WAIT = Pattern.compile("(\\d{1,5})(ms|s)?");

    private final JdbcClient database;
    private final GatewayNodes nodes;

    Receipts(JdbcClient database, GatewayNodes nodes) {
        this.database = database;
        this.nodes = nodes;
    }

    /** Reads {@code 10s}, {@code 500ms} or {@code 10}. */
    public static Duration duration(@Nullable String wait) {
        if (wait == null || wait.isBlank()) {
            return Duration.ZERO;
        }
        Matcher matcher = WAIT.matcher(wait.trim());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            long milliseconds = "ms".equals(matcher.group(2)) ? number : number * 1000;
            if (milliseconds <= LONGEST_WAIT_MS) {
                return Duration.ofMillis(milliseconds);
            }
        }
        throw new RefusedException(CommonError.BAD_REQUEST, "wait must be a time like 10s, 30s at most.");
    }

    /** The receipt of the API's last change; where its event is kept no longer, of the last change before the oldest kept. */
    public Receipt of(UUID apiId) {
        long sequence =
                database.sql("""
                    SELECT coalesce((SELECT max(sequence) FROM apis.outbox WHERE key = ?),
                                    (SELECT min(sequence) - 1 FROM apis.outbox), (SELECT sequence FROM apis.outbox_counter))\
                    """).param(Api.key(apiId)).query(Long.class).single();
        return of(apiId, sequence);
    }

    Receipt of(UUID apiId, long sequence) {
        List<NodeRow> rows = database.sql("""
            SELECT n.node_id, n.environment, coalesce(a.sequence, 0) AS sequence, a.snapshot_hash,
                a.failures ->> :key AS error,
                n.last_heartbeat > clock_timestamp() - interval '5 seconds' AS alive
            FROM apis.gateway_nodes n LEFT JOIN apis.node_acknowledgements a USING (node_id)
            WHERE n.environment IN (SELECT environment FROM apis.deployments WHERE api_id = :api)
                OR NOT EXISTS (SELECT 1 FROM apis.deployments WHERE api_id = :api)
            ORDER BY n.node_id
            """)
                .param("key", Api.key(apiId))
                .param("api", apiId)
                .query((row, number) -> row(row, sequence))
                .list();
        List<String> hashes = rows.stream()
                .filter(row -> row.node().state() == State.LIVE)
                .map(NodeRow::hash)
                .distinct()
                .toList();
        return new Receipt(
                sequence,
                hashes.size() == 1 ? hashes.getFirst() : null,
                rows.stream().map(NodeRow::node).toList());
    }

    private record NodeRow(Node node, String hash) {}

    private static NodeRow row(ResultSet row, long wanted) throws SQLException {
        long sequence = row.getLong("sequence");
        String error = row.getString("error");
        State state;
        if (!row.getBoolean("alive")) {
            state = State.GONE;
        } else if (sequence < wanted || row.getString("snapshot_hash") == null) {
            state = State.PENDING;
        } else {
            state = error == null ? State.LIVE : State.FAILED;
        }
        String hash = row.getString("snapshot_hash");
        return new NodeRow(
                new Node(
                        row.getString("node_id"),
                        row.getString("environment"),
                        state,
                        sequence,
                        state == State.FAILED ? error : null),
                hash == null ? "" : hash);
    }

    /** The receipt of the last change, when every node has it or could not take it, or when the time is over. */
    public Receipt await(UUID apiId, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        long seen = nodes.written().count();
        Receipt receipt = of(apiId);
        while (!receipt.settled() && System.nanoTime() - until < 0) {
            try {
                nodes.written().await(seen, POLL_MS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return receipt;
            }
            seen = nodes.written().count();
            receipt = of(apiId, receipt.sequence());
        }
        return receipt;
    }
}
