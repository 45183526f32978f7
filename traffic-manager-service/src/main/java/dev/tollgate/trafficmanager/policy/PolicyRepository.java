package dev.tollgate.trafficmanager.policy;

import dev.tollgate.trafficmanager.policy.SubscriptionTerms.CustomAttribute;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms.Permission;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code traffic.policies}. */
public final class PolicyRepository {

    private static final String COLUMNS =
            "id, level, name, display_name, description, calls, period_count, period_unit,"
                    + " window_kind, burst_calls, burst_unit, engine, on_outage, billing_plan, stop_on_quota_reach,"
                    + " permission_type, permission_roles, custom_attributes, quota_unit, key_template, condition";

    private final JdbcClient database;
    private final JsonMapper json;

    public PolicyRepository(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The same table seen through another client, for example one moment of the database. */
    public PolicyRepository through(JdbcClient other) {
        return new PolicyRepository(other, json);
    }

    public List<ThrottlingPolicy> all() {
        return database.sql("SELECT " + COLUMNS + " FROM traffic.policies ORDER BY level, name")
                .query(this::read)
                .list();
    }

    public Optional<ThrottlingPolicy> find(PolicyLevel level, String name) {
        return database.sql("SELECT " + COLUMNS + " FROM traffic.policies WHERE level = ? AND name = ?")
                .param(level.name())
                .param(name)
                .query(this::read)
                .optional();
    }

    List<ThrottlingPolicy> list(PolicyLevel level) {
        return database.sql("SELECT " + COLUMNS + " FROM traffic.policies WHERE level = ? ORDER BY name")
                .param(level.name())
                .query(this::read)
                .list();
    }

    Optional<ThrottlingPolicy> find(PolicyLevel level, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM traffic.policies WHERE level = ? AND id = ?")
                .param(level.name())
                .param(id)
                .query(this::read)
                .optional();
    }

    /** Fails with a unique violation where the name is taken at this level. */
    void insert(ThrottlingPolicy policy) {
        database.sql("INSERT INTO traffic.policies (" + COLUMNS
                        + ") VALUES (:id, :level, :name, :displayName, :description, :calls, :periodCount, :periodUnit,"
                        + " :window, :burstCalls, :burstUnit, :engine, :onOutage, :billingPlan, :stop, :permission,"
                        + " :roles::text[], :attributes::jsonb, :unit, :keyTemplate, :condition)")
                .param("id", policy.id())
                .param("level", policy.level().name())
                .param("name", policy.name())
                .params(PolicyColumns.of(policy, json))
                .update();
    }

    long count(PolicyLevel level) {
        return database.sql("SELECT count(*) FROM traffic.policies WHERE level = ?")
                .param(level.name())
                .query(Long.class)
                .single();
    }

    boolean update(ThrottlingPolicy policy) {
        return database.sql("UPDATE traffic.policies SET display_name = :displayName, description = :description,"
                                + " calls = :calls, period_count = :periodCount, period_unit = :periodUnit,"
                                + " window_kind = :window, burst_calls = :burstCalls, burst_unit = :burstUnit,"
                                + " engine = :engine, on_outage = :onOutage, billing_plan = :billingPlan,"
                                + " stop_on_quota_reach = :stop, permission_type = :permission, permission_roles ="
                                + " :roles::text[], custom_attributes = :attributes::jsonb, quota_unit = :unit,"
                                + " key_template = :keyTemplate, condition = :condition WHERE id = :id")
                        .param("id", policy.id())
                        .params(PolicyColumns.of(policy, json))
                        .update()
                == 1;
    }

    boolean delete(UUID id) {
        return database.sql("DELETE FROM traffic.policies WHERE id = ?")
                        .param(id)
                        .update()
                == 1;
    }

    /**
     * Who refers to a policy by name, as far as the Store's views tell; APIs that name an advanced policy are not among them.
     *
     * @return for example "3 applications", empty where none does or the views cannot be read
     */
    Optional<String> users(PolicyLevel level, String name) {
        return switch (level) {
            case APPLICATION -> users("subscriptions.applications_v1", name, "applications");
            case SUBSCRIPTION -> users("subscriptions.subscriptions_v1", name, "subscriptions");
            case ADVANCED, CUSTOM -> Optional.empty();
        };
    }

    private Optional<String> users(String view, String name, String what) {
        try {
            long count = database.sql("SELECT count(*) FROM " + view + " WHERE throttling_policy = ?")
                    .param(name)
                    .query(Long.class)
                    .single();
            return count == 0 ? Optional.empty() : Optional.of(count + " " + what);
        } catch (DataAccessException notThereYet) {
            return Optional.empty();
        }
    }

    private ThrottlingPolicy read(ResultSet row, int index) throws SQLException {
        return new ThrottlingPolicy(
                row.getObject("id", UUID.class),
                PolicyLevel.valueOf(row.getString("level")),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                limit(row),
                burst(row),
                EngineMode.valueOf(row.getString("engine")),
                OutageBehaviour.valueOf(row.getString("on_outage")),
                new SubscriptionTerms(
                        row.getString("billing_plan"),
                        row.getBoolean("stop_on_quota_reach"),
                        new Permission(
                                Permission.Kind.valueOf(row.getString("permission_type")),
                                strings(row.getArray("permission_roles"))),
                        json.readValue(
                                row.getString("custom_attributes"), new TypeReference<List<CustomAttribute>>() {})),
                rule(row));
    }

    private static @Nullable CallRule rule(ResultSet row) throws SQLException {
        String template = row.getString("key_template");
        return template == null ? null : new CallRule(template, row.getString("condition"));
    }

    private static @Nullable Limit limit(ResultSet row) throws SQLException {
        long calls = row.getLong("calls");
        return row.wasNull()
                ? null
                : new Limit(
                        calls,
                        new Period(row.getInt("period_count"), PeriodUnit.valueOf(row.getString("period_unit"))),
                        WindowKind.valueOf(row.getString("window_kind")),
                        QuotaUnit.valueOf(row.getString("quota_unit")));
    }

    private static @Nullable Limit burst(ResultSet row) throws SQLException {
        long calls = row.getLong("burst_calls");
        return row.wasNull() ? null : Limit.of(calls, new Period(1, PeriodUnit.valueOf(row.getString("burst_unit"))));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
