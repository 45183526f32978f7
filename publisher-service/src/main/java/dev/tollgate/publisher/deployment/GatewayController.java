package dev.tollgate.publisher.deployment;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.environment.Environment;
import dev.tollgate.publisher.environment.Environments;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The nodes of an environment: WSO2's GatewayInstance, and what Tollgate knows beside it. */
@RestController
@RequestMapping("/api/am/admin/v4/environments/{environmentId}/gateways")
@Scopes({"apim:admin", "apim:environment_read"})
class GatewayController {

    private final Environments environments;
    private final JdbcClient database;

    GatewayController(Environments environments, JdbcClient database) {
        this.environments = environments;
        this.database = database;
    }

    record Gateway(
            String gatewayId,
            Instant lastActive,
            String status,
            String id,
            String role,
            long sequence,
            @Nullable String snapshotHash,
            boolean stale,
            Instant lastHeartbeat) {}

    record GatewayList(int count, List<Gateway> list) {}

    @GetMapping
    GatewayList list(@PathVariable String environmentId) {
        Environment environment = ApiAccess.uuid(environmentId)
                .flatMap(environments::find)
                .or(() -> environments.find(environmentId))
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "There is no such environment."));
        List<Gateway> gateways = database.sql("""
            SELECT n.node_id, n.role, n.last_heartbeat, coalesce(a.sequence, 0) AS sequence, a.snapshot_hash,
                n.last_heartbeat > clock_timestamp() - interval '5 seconds' AS alive,
                n.last_heartbeat < clock_timestamp() - interval '2500 milliseconds' AS stale
            FROM apis.gateway_nodes n LEFT JOIN apis.node_acknowledgements a USING (node_id)
            WHERE n.environment = ? ORDER BY n.node_id
            """)
                .param(environment.name())
                .query((row, number) -> new Gateway(
                        row.getString("node_id"),
                        row.getTimestamp("last_heartbeat").toInstant(),
                        row.getBoolean("alive") ? "ACTIVE" : "EXPIRED",
                        row.getString("node_id"),
                        row.getString("role"),
                        row.getLong("sequence"),
                        row.getString("snapshot_hash"),
                        row.getBoolean("stale"),
                        row.getTimestamp("last_heartbeat").toInstant()))
                .list();
        return new GatewayList(gateways.size(), gateways);
    }
}
