package dev.tollgate.publisher.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which revision is on which environment: at most one of an API on each. */
@Repository
public class Deployments {

    private final JdbcClient database;

    Deployments(JdbcClient database) {
        this.database = database;
    }

    /** Newest first. */
    public List<Deployment> list(UUID apiId) {
        return database.sql("""
            SELECT id, api_id, revision_id, environment, vhost, display_on_devportal, deployed_at
            FROM apis.deployments WHERE api_id = ? ORDER BY deployed_at DESC, environment
            """)
                .param(apiId)
                .query((row, number) -> deployment(row))
                .list();
    }

    /** Puts the revision in the place of the one that is there. */
    void put(Deployment deployment, String actor) {
        database.sql("""
            INSERT INTO apis.deployments
                (id, api_id, revision_id, environment, vhost, display_on_devportal, deployed_at, deployed_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (api_id, environment) DO UPDATE
            SET id = excluded.id, revision_id = excluded.revision_id, vhost = excluded.vhost,
                display_on_devportal = excluded.display_on_devportal, deployed_at = excluded.deployed_at,
                deployed_by = excluded.deployed_by
            """)
                .param(deployment.id())
                .param(deployment.apiId())
                .param(deployment.revisionId())
                .param(deployment.environment())
                .param(deployment.vhost())
                .param(deployment.displayOnDevportal())
                .param(deployment.deployedAt().atOffset(ZoneOffset.UTC))
                .param(actor)
                .update();
    }

    void remove(UUID deploymentId) {
        database.sql("DELETE FROM apis.deployments WHERE id = ?")
                .param(deploymentId)
                .update();
    }

    private static Deployment deployment(ResultSet row) throws SQLException {
        return new Deployment(
                row.getObject("id", UUID.class),
                row.getObject("api_id", UUID.class),
                row.getObject("revision_id", UUID.class),
                row.getString("environment"),
                row.getString("vhost"),
                row.getBoolean("display_on_devportal"),
                row.getTimestamp("deployed_at").toInstant());
    }
}
