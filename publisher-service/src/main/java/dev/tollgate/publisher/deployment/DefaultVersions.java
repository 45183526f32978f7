package dev.tollgate.publisher.deployment;

import dev.tollgate.publisher.api.ApiChanged;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.api.ApiChanged.DefaultVersionChanged;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which version of an API gateways serve without its version. That is the default version from the moment that it is deployed;
 * until then the one before it goes on, so that making a new version takes nothing away from callers.
 */
@Component
class DefaultVersions {

    private final JdbcClient database;
    private final ApplicationEventPublisher events;

    DefaultVersions(JdbcClient database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /** Before those who tell gateways and consumers. */
    @EventListener
    @Order(-5)
    void on(ApiChanged change) {
        if (change instanceof ApiDeleted) {
            return;
        }
        List<UUID> changed =
                database.sql("""
                    WITH versions AS (
                        SELECT id, default_version, serves_default
                        FROM apis.apis WHERE lower(name) = (SELECT lower(name) FROM apis.apis WHERE id = ?)
                    ), wanted AS (
                        SELECT v.id FROM versions v
                        WHERE EXISTS (SELECT 1 FROM apis.deployments d WHERE d.api_id = v.id)
                            AND (v.default_version OR v.serves_default AND EXISTS (SELECT 1 FROM versions WHERE default_version))
                        ORDER BY v.default_version DESC LIMIT 1
                    )
                    UPDATE apis.apis a SET serves_default = NOT a.serves_default
                    FROM versions v
                    WHERE v.id = a.id AND a.serves_default <> EXISTS (SELECT 1 FROM wanted w WHERE w.id = a.id)
                    RETURNING a.id
                    """).param(change.apiId()).query(UUID.class).list();
        changed.forEach(id -> events.publishEvent(new DefaultVersionChanged(id)));
    }
}
