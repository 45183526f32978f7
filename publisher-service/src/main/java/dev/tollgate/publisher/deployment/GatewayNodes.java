package dev.tollgate.publisher.deployment;

import dev.tollgate.contract.feed.FeedAcknowledgement;
import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.NodeRole;
import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.platform.feed.FeedMembers;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what the nodes on this Publisher's feed say, so that every Publisher can tell who serves what. One thread writes: news
 * at once, signs of life together each 200 ms.
 */
@Component
class GatewayNodes implements FeedMembers, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GatewayNodes.class);
    private static final long FLUSH_MS = 200;
    private static final String OUTBOX = "apis";

    private final WorkPool pool;
    private final JsonMapper json;
    private final Written written = new Written();
    private final Map<String, Said> known = new HashMap<>();
    private final Map<String, Said> unwritten = new LinkedHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread writer;

    GatewayNodes(WorkPool pool, JsonMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** What a node serves, as it said last; without a sequence it has not said anything yet. */
    private record Said(
            String nodeId,
            String bootId,
            String environment,
            String role,
            @Nullable Long sequence,
            String hash,
            Map<String, String> failures) {}

    /** Lets others wait until something was written. */
    static final class Written {

        private long count;

        synchronized void signal() {
            count++;
            notifyAll();
        }

        synchronized long count() {
            return count;
        }

        /** Returns when something was written after the count was taken, or after the time. */
        synchronized void await(long seen, long milliseconds) throws InterruptedException {
            long until = System.nanoTime() + milliseconds * 1_000_000;
            long left = milliseconds;
            while (count == seen && left > 0) {
                wait(left);
                left = (until - System.nanoTime()) / 1_000_000;
            }
        }
    }

    Written written() {
        return written;
    }

    @Override
    public void joined(FeedHello node) {
        hear(new Said(
                node.getNodeId(), node.getBootId(), node.getEnvironment(), role(node.getRole()), null, "", Map.of()));
    }

    @Override
    public void acknowledged(FeedHello node, FeedAcknowledgement acknowledgement) {
        Map<String, String> failures = acknowledgement.getFailuresList().stream()
                .limit(100)
                .collect(Collectors.toMap(FeedFailure::getKey, GatewayNodes::error, (first, second) -> second));
        hear(new Said(
                node.getNodeId(),
                node.getBootId(),
                node.getEnvironment(),
                role(node.getRole()),
                acknowledgement.getPosition().getSequencesOrDefault(OUTBOX, 0L),
                HexFormat.of().formatHex(acknowledgement.getSnapshotHash().toByteArray()),
                failures));
    }

    private static String error(FeedFailure failure) {
        String error = failure.getError();
        return error.length() > 500 ? error.substring(0, 500) : error;
    }

    /** Nothing: the node may be on another Publisher already, and is gone when its heartbeat is old. */
    @Override
    public void left(FeedHello node) {}

    private static String role(NodeRole role) {
        return switch (role) {
            case NODE_ROLE_MANAGER -> "manager";
            case NODE_ROLE_WORKER -> "worker";
            case NODE_ROLE_BOTH, NODE_ROLE_UNSPECIFIED, UNRECOGNIZED -> "both";
        };
    }

    private synchronized void hear(Said said) {
        Said before = known.put(said.nodeId(), said);
        Said waiting = unwritten.get(said.nodeId());
        boolean saysMore = waiting != null
                && waiting.bootId().equals(said.bootId())
                && waiting.sequence() != null
                && said.sequence() == null;
        if (!saysMore) {
            unwritten.put(said.nodeId(), said);
        }
        if (!said.equals(before)) {
            news.release();
        }
    }

    private synchronized Map<String, Said> take() {
        var taken = new LinkedHashMap<>(unwritten);
        unwritten.clear();
        return taken;
    }

    private synchronized void putBack(Map<String, Said> taken) {
        taken.forEach(unwritten::putIfAbsent);
    }

    @Override
    public void start() {
        running = true;
        writer = Thread.ofPlatform().daemon().name("gateway-nodes").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = writer;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (news.tryAcquire(FLUSH_MS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            }
            Map<String, Said> taken = take();
            if (taken.isEmpty()) {
                continue;
            }
            try {
                taken.values().forEach(this::write);
                written.signal();
            } catch (DataAccessException unavailable) {
                log.warn("gateway nodes cannot be written now: {}", unavailable.toString());
                putBack(taken);
            } catch (RuntimeException fault) {
                log.error("gateway nodes were not written", fault);
            }
        }
    }

    /** A node that started anew serves nothing until it says so. */
    private void write(Said said) {
        pool.database()
                .sql("""
                    WITH node AS (
                        INSERT INTO apis.gateway_nodes (node_id, boot_id, environment, role, last_heartbeat)
                        VALUES (:node, :boot, :environment, :role, clock_timestamp())
                        ON CONFLICT (node_id) DO UPDATE
                        SET boot_id = excluded.boot_id, environment = excluded.environment, role = excluded.role,
                            last_heartbeat = excluded.last_heartbeat
                    ), old AS (
                        DELETE FROM apis.gateway_nodes
                        WHERE last_heartbeat < clock_timestamp() - interval '1 hour' AND node_id <> :node
                    )
                    DELETE FROM apis.node_acknowledgements a
                    USING apis.gateway_nodes n
                    WHERE a.node_id = :node AND n.node_id = :node AND n.boot_id <> :boot
                    """)
                .param("node", said.nodeId())
                .param("boot", said.bootId())
                .param("environment", said.environment())
                .param("role", said.role())
                .update();
        if (said.sequence() == null) {
            return;
        }
        pool.database()
                .sql("""
                    INSERT INTO apis.node_acknowledgements AS a
                        (node_id, sequence, snapshot_hash, failures, acknowledged_at)
                    VALUES (:node, :sequence, :hash, :failures::jsonb, clock_timestamp())
                    ON CONFLICT (node_id) DO UPDATE
                    SET sequence = excluded.sequence, snapshot_hash = excluded.snapshot_hash,
                        failures = excluded.failures, acknowledged_at = excluded.acknowledged_at
                    WHERE (a.sequence, a.snapshot_hash, a.failures)
                        IS DISTINCT FROM (excluded.sequence, excluded.snapshot_hash, excluded.failures)
                    """)
                .param("node", said.nodeId())
                .param("sequence", said.sequence())
                .param("hash", said.hash())
                .param("failures", json.writeValueAsString(said.failures()))
                .update();
    }
}
