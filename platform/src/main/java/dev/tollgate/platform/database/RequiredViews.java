package dev.tollgate.platform.database;

import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A reader is not ready until the views of others that it needs exist and may be read; once found, they stay. */
final class RequiredViews extends AbstractHealthIndicator {

    private final JdbcClient database;
    private final List<String> views;
    private volatile boolean found;

    RequiredViews(JdbcClient database, List<String> views) {
        super("a required view cannot be looked up");
        this.database = database;
        this.views = List.copyOf(views);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        if (!found) {
            List<String> missing =
                    views.stream().filter(view -> !readable(view)).toList();
            if (!missing.isEmpty()) {
                builder.outOfService().withDetail("missing", missing);
                return;
            }
            found = true;
        }
        builder.up();
    }

    private boolean readable(String view) {
        return database.sql("SELECT coalesce(has_table_privilege(to_regclass(?), 'SELECT'), false)")
                .param(view)
                .query(Boolean.class)
                .single();
    }
}
