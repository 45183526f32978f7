package dev.tollgate.publisher.policy;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What the Traffic Manager offers, read from its view. */
@Service
public class ThrottlingPolicies {

    private static final String COLUMNS = """
        SELECT name, level, display_name, description, quota_type, request_count, data_amount, data_unit, unit_time,
            time_unit, unlimited, burst_count, burst_time_unit, billing_plan, stop_on_quota_reach
        FROM traffic.policies_v1
        """;

    private final JdbcClient database;

    ThrottlingPolicies(JdbcClient database) {
        this.database = database;
    }

    public List<ThrottlingPolicy> list(PolicyLevel level) {
        return whenThere(() -> database.sql(COLUMNS + "WHERE level = ? ORDER BY name")
                .param(level.stored())
                .query((row, number) -> policy(level, row))
                .list());
    }

    Optional<ThrottlingPolicy> find(PolicyLevel level, String name) {
        return whenThere(() -> database.sql(COLUMNS + "WHERE level = ? AND name = ?")
                .param(level.stored())
                .param(name)
                .query((row, number) -> policy(level, row))
                .optional());
    }

    /** Those of the names for which the level has no policy. */
    public Set<String> unknown(PolicyLevel level, Collection<String> names) {
        var unknown = new HashSet<>(names);
        if (!unknown.isEmpty()) {
            whenThere(() -> database.sql("SELECT name FROM traffic.policies_v1 WHERE level = ?")
                            .param(level.stored())
                            .query(String.class)
                            .list())
                    .forEach(unknown::remove);
        }
        return unknown;
    }

    private static ThrottlingPolicy policy(PolicyLevel level, ResultSet row) throws SQLException {
        boolean bandwidth = "BANDWIDTHVOLUME".equals(row.getString("quota_type"));
        boolean unlimited = row.getBoolean("unlimited");
        long requests = row.getLong("request_count");
        String plan = row.getString("billing_plan");
        return new ThrottlingPolicy(
                row.getString("name"),
                orEmpty(row.getString("description")),
                level.wireName(),
                orEmpty(row.getString("display_name")),
                Map.of(),
                unlimited ? Integer.MAX_VALUE : bandwidth ? row.getLong("data_amount") : requests,
                row.getString("data_unit"),
                row.getLong("unit_time"),
                row.getString("time_unit"),
                row.getInt("burst_count"),
                row.getString("burst_time_unit"),
                bandwidth ? "BANDWIDTHVOLUME" : "REQUESTCOUNT",
                plan == null ? "FREE" : plan,
                row.getBoolean("stop_on_quota_reach"),
                Map.of());
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    /** Until the Traffic Manager has started once there is nothing to read: not this caller's fault. */
    private static <T> T whenThere(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadSqlGrammarException missing) {
            throw new RefusedException(
                    CommonError.UNAVAILABLE, "The Traffic Manager's policies cannot be read yet. Repeat the request.");
        }
    }
}
