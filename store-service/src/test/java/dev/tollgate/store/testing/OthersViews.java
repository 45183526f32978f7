package dev.tollgate.store.testing;

import dev.tollgate.platform.testing.RealPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Stands in for other services' views: tables of the same names and columns, made by their owners' roles. */
public final class OthersViews {

    private OthersViews() {}

    public static void create() {
        as("publisher", """
            CREATE TABLE IF NOT EXISTS registry.published_apis_v1 (
                api_id uuid, name text, context text, version text, provider text, description text, life_cycle_state text,
                default_version bool, tags text[], categories text[], tiers text[], visibility text, visible_roles text[],
                security_schemes text[], authorization_header text, api_key_header text, transports text[], operations jsonb,
                scopes jsonb, business_information jsonb, additional_properties jsonb, definition text, has_thumbnail bool,
                environments text[], created_at timestamptz, updated_at timestamptz);
            GRANT SELECT ON registry.published_apis_v1 TO tollgate_store;
            CREATE TABLE IF NOT EXISTS registry.published_documents_v1 (document_id uuid, api_id uuid, name text, summary text,
                type text, source_type text, source_url text, other_type_name text, visibility text, content_text text,
                file_name text, media_type text, file bytea, created_at timestamptz, updated_at timestamptz);
            CREATE TABLE IF NOT EXISTS registry.published_thumbnails_v1 (api_id uuid, media_type text, file bytea,
                updated_at timestamptz);
            CREATE OR REPLACE VIEW registry.words_v1 AS
            SELECT api_id, NULL::uuid AS document_id, 'API_LEVEL'::text AS visibility, setweight(to_tsvector('english', name), 'A')
                || to_tsvector('english', array_to_string(tags, ' ') || ' ' || provider || ' ' || description) AS words
            FROM registry.published_apis_v1
            UNION ALL
            SELECT api_id, document_id, visibility, to_tsvector('english', name || ' ' || summary || ' ' ||
                coalesce(content_text, '')) FROM registry.published_documents_v1;
            GRANT SELECT ON registry.published_documents_v1, registry.published_thumbnails_v1, registry.words_v1 TO tollgate_store;
            CREATE TABLE IF NOT EXISTS apis.environments_v1 (id uuid, name text, display_name text, type text, vhosts jsonb);
            GRANT SELECT ON apis.environments_v1 TO tollgate_store;
            DELETE FROM apis.environments_v1;
            INSERT INTO apis.environments_v1 VALUES (gen_random_uuid(), 'Default', 'Default', 'hybrid',
                '[{"host": "localhost", "httpContext": "", "httpPort": 8280, "httpsPort": 8243}]');
            """);
        as("key-manager", """
            CREATE TABLE IF NOT EXISTS users.users_v1 (user_name text, disabled bool);
            GRANT SELECT ON users.users_v1 TO tollgate_store;
            DELETE FROM users.users_v1;
            INSERT INTO users.users_v1 VALUES ('alice', false), ('bob', false), ('carol', false), ('gone', true);
            """);
        as("traffic-manager", """
            CREATE TABLE IF NOT EXISTS traffic.policies_v1 (
                policy_id uuid, name text, level text, display_name text, description text, quota_type text, request_count bigint,
                data_amount bigint, data_unit text, unit_time int, time_unit text, unlimited bool, burst_count int,
                burst_time_unit text, billing_plan text, stop_on_quota_reach bool, permission_type text, permission_roles text[],
                window_kind text, engine text, on_outage text);
            GRANT SELECT ON traffic.policies_v1 TO tollgate_store;
            CREATE TABLE IF NOT EXISTS traffic.usage_v1 (
                minute timestamptz, api_id text, verb text, target text, application_id text, sandbox bool, status int,
                refusal_code int, calls bigint, request_bytes bigint, response_bytes bigint, latency_buckets int[],
                latency_counts bigint[]);
            GRANT SELECT ON traffic.usage_v1 TO tollgate_store;
            DELETE FROM traffic.policies_v1;
            """);
        policy("SUBSCRIPTION", "Gold", 5000, "", List.of());
        policy("SUBSCRIPTION", "Bronze", 1000, "", List.of());
        policy("SUBSCRIPTION", "Unlimited", -1, "", List.of());
        policy("SUBSCRIPTION", "Staff", 9000, "ALLOW", List.of("staff"));
        policy("APPLICATION", "10PerMin", 10, "", List.of());
        policy("APPLICATION", "Unlimited", -1, "", List.of());
    }

    private static void policy(String level, String name, long count, String permission, List<String> roles) {
        with(
                "traffic-manager",
                database -> database.sql("""
                    INSERT INTO traffic.policies_v1 VALUES (gen_random_uuid(), ?, ?, ?, 'a policy', 'REQUESTCOUNT', ?, 0, NULL, 1, 'min', ?,
                        0, NULL, 'FREE', true, nullif(?, ''), ?, 'SLIDING', 'LEASED', 'LOCAL')
                    """)
                        .params(name, level, name, count, count < 0, permission, roles.toArray(String[]::new))
                        .update());
    }

    /** A published API of alice's, with one GET and one POST, for everybody, at Gold, Bronze and Staff. */
    public static UUID api(String name) {
        return api(name, "PUBLISHED", "PUBLIC", List.of());
    }

    public static UUID api(String name, String state, String visibility, List<String> roles) {
        UUID id = UUID.randomUUID();
        with(
                "publisher",
                database -> database.sql("""
                    INSERT INTO registry.published_apis_v1 VALUES (?, ?, ?, '1.0.0', 'alice', ?, ?, true, ?, '{}',
                        '{Gold,Bronze,Staff}', ?, ?, '{oauth2}', NULL, NULL, '{http,https}',
                        '[{"verb": "GET", "target": "/pets"}, {"verb": "POST", "target": "/pets"}]',
                        '[{"name": "pets:write", "displayName": "Write", "description": "", "roles": ["staff"]}]',
                        '{"businessOwner": "Alice", "businessOwnerEmail": "alice@example.com"}',
                        '[{"name": "team", "value": "Blue", "display": true}]', ?, false, '{Default}', now(), now())
                    """)
                        .params(
                                id,
                                name,
                                "/" + name.toLowerCase(java.util.Locale.ROOT),
                                "All about " + name,
                                state,
                                new String[] {"tag-" + name, "all"},
                                visibility,
                                roles.toArray(String[]::new),
                                """
                                {"openapi": "3.0.1", "info": {"title": "%s", "version": "1"}, "servers": [{"url": "http://backend.internal:9"}],
                                 "x-wso2-production-endpoints": {"urls": ["http://backend.internal:9"]},
                                 "paths": {"/pets": {"servers": [{"url": "http://backend.internal:9"}],
                                 "get": {"responses": {"200": {"description": "ok"}}}}}}
                                """.formatted(name))
                        .update());
        return id;
    }

    /** A document of an API, its text to be read by whom the visibility says. */
    public static UUID document(UUID api, String name, String sourceType, String visibility, String text) {
        UUID id = UUID.randomUUID();
        boolean url = sourceType.equals("URL");
        boolean file = sourceType.equals("FILE");
        with(
                "publisher",
                database -> database.sql("""
                    INSERT INTO registry.published_documents_v1 VALUES (?, ?, ?, 'About ' || ?, 'HOWTO', ?, ?, NULL, ?, ?, ?, ?, ?,
                        now(), now())
                    """)
                        .param(id)
                        .param(api)
                        .param(name)
                        .param(name)
                        .param(sourceType)
                        .param(url ? text : null)
                        .param(visibility)
                        .param(url || file ? null : text)
                        .param(file ? name + ".html" : null)
                        .param(file ? "text/html" : null)
                        .param(file ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8) : null)
                        .update());
        return id;
    }

    /** A thumbnail of an API. */
    public static void thumbnail(UUID api, String mediaType, byte[] image) {
        with("publisher", database -> {
            database.sql("UPDATE registry.published_apis_v1 SET has_thumbnail = true WHERE api_id = ?")
                    .param(api)
                    .update();
            database.sql("INSERT INTO registry.published_thumbnails_v1 VALUES (?, ?, ?, now())")
                    .params(api, mediaType, image)
                    .update();
        });
    }

    public static void changeState(UUID api, String state) {
        with(
                "publisher",
                database -> database.sql("UPDATE registry.published_apis_v1 SET life_cycle_state = ? WHERE api_id = ?")
                        .params(state, api)
                        .update());
    }

    /** Does something with the rights of a service's owner role. */
    public static void with(String service, java.util.function.Consumer<JdbcClient> work) {
        try (Connection connection = RealPostgres.get().connectAsOwner(service)) {
            work.accept(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Reads what a service may read with its running role. */
    public static void readAs(String service, java.util.function.Consumer<JdbcClient> reading) {
        try (Connection connection = RealPostgres.get().connectAsService(service)) {
            reading.accept(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void as(String service, String script) {
        try (Connection connection = RealPostgres.get().connectAsOwner(service);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
