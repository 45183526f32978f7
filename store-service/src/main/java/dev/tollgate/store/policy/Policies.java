package dev.tollgate.store.policy;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The Traffic Manager's policies, by its view. */
@Repository
public class Policies {

    private static final String SELECT = """
        SELECT level, name, display_name, description, quota_type, request_count, data_amount, data_unit, unit_time, time_unit,
               unlimited, burst_count, burst_time_unit, billing_plan, stop_on_quota_reach, permission_type, permission_roles,
               window_kind, engine, on_outage
        FROM traffic.policies_v1
        """;

    private final JdbcClient database;

    Policies(JdbcClient database) {
        this.database = database;
    }

    public List<Policy> all(PolicyLevel level) {
        return database.sql(SELECT + "WHERE level = ? ORDER BY name")
                .param(level.name())
                .query(Policies::policy)
                .list();
    }

    public Optional<Policy> find(PolicyLevel level, String name) {
        return database.sql(SELECT + "WHERE level = ? AND name = ?")
                .param(level.name())
                .param(name)
                .query(Policies::policy)
                .optional();
    }

    private static Policy policy(ResultSet row, int number) throws SQLException {
        boolean byBandwidth = "BANDWIDTHVOLUME".equals(row.getString("quota_type"));
        boolean unlimited = row.getBoolean("unlimited");
        String name = row.getString("name");
        return new Policy(
                PolicyLevel.valueOf(row.getString("level")),
                name,
                Objects.requireNonNullElse(row.getString("display_name"), name),
                Objects.requireNonNullElse(row.getString("description"), ""),
                byBandwidth ? "BANDWIDTHVOLUME" : "REQUESTCOUNT",
                unlimited ? -1 : row.getLong(byBandwidth ? "data_amount" : "request_count"),
                row.getString("data_unit"),
                row.getInt("unit_time"),
                row.getString("time_unit"),
                unlimited,
                row.getInt("burst_count"),
                row.getString("burst_time_unit"),
                Objects.requireNonNullElse(row.getString("billing_plan"), "FREE"),
                row.getBoolean("stop_on_quota_reach"),
                everyone(row.getString("permission_type")),
                texts(row.getArray("permission_roles")),
                row.getString("window_kind"),
                row.getString("engine"),
                row.getString("on_outage"));
    }

    private static @Nullable String everyone(@Nullable String permissionType) {
        return "EVERYONE".equals(permissionType) ? null : permissionType;
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
