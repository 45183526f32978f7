package dev.tollgate.publisher.testing;

import dev.tollgate.platform.testing.RealPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What the other services' views would show: tables of their owners that tests fill. */
final class StandInViews {

    private StandInViews() {}

    static void create() {
        execute("traffic-manager", """
            CREATE TABLE traffic.policies_v1 (policy_id uuid DEFAULT gen_random_uuid(), name text, level text,
                display_name text, description text, quota_type text DEFAULT 'REQUESTCOUNT', request_count bigint,
                data_amount bigint, data_unit text, unit_time int DEFAULT 1, time_unit text DEFAULT 'min',
                unlimited bool DEFAULT false, burst_count int DEFAULT 0, burst_time_unit text, billing_plan text DEFAULT 'FREE',
                stop_on_quota_reach bool DEFAULT true);
            INSERT INTO traffic.policies_v1 (name, level, display_name, description, request_count, unlimited) VALUES
                ('Gold', 'SUBSCRIPTION', 'Gold', '', 5000, false), ('Silver', 'SUBSCRIPTION', 'Silver', '', 2000, false),
                ('Bronze', 'SUBSCRIPTION', 'Bronze', '', 1000, false),
                ('Unlimited', 'SUBSCRIPTION', 'Unlimited', '', -1, true),
                ('10KPerMin', 'ADVANCED', '10KPerMin', '', 10000, false),
                ('Unlimited', 'ADVANCED', 'Unlimited', '', -1, true);
            CREATE TABLE traffic.usage_v1 (minute timestamptz, api_id text, verb text, target text, application_id text,
                sandbox bool, status int, refusal_code int, calls bigint, request_bytes bigint, response_bytes bigint,
                latency_buckets int[], latency_counts bigint[]);
            GRANT SELECT ON traffic.policies_v1, traffic.usage_v1 TO tollgate_publisher;
            """);
        execute("store", """
            CREATE TABLE subscriptions.applications_v1 (application_id uuid, name text, owner text, throttling_policy text,
                status text, blocked bool, token_type text, created_at timestamptz);
            CREATE TABLE subscriptions.subscriptions_v1 (subscription_id uuid DEFAULT gen_random_uuid(), application_id uuid,
                application_name text, owner text, api_id uuid, throttling_policy text, state text,
                created_at timestamptz DEFAULT now());
            CREATE TABLE subscriptions.workflows_v1 (workflow_id uuid DEFAULT gen_random_uuid(), kind text, subject_id uuid,
                api_id uuid, requester text, description text, properties jsonb, status text DEFAULT 'CREATED',
                reason text DEFAULT '', created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
            GRANT SELECT ON subscriptions.applications_v1, subscriptions.subscriptions_v1, subscriptions.workflows_v1
                TO tollgate_publisher;
            """);
    }

    static void execute(String service, String sql) {
        try (Connection owner = RealPostgres.get().connectAsOwner(service);
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
