package dev.tollgate.publisher.environment;

import dev.tollgate.publisher.environment.Environment.Vhost;
import dev.tollgate.publisher.environment.EnvironmentProperties.Configured;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The gateway environments of the installation. */
@Repository
@EnableConfigurationProperties(EnvironmentProperties.class)
public class Environments implements ApplicationRunner {

    private static final String DEFAULT = "Default";
    private static final String SELECT =
            "SELECT id, name, display_name, description, type, vhosts FROM apis.environments ";

    private final JdbcClient database;
    private final JsonMapper json;
    private final List<Configured> configured;

    Environments(JdbcClient database, JsonMapper json, EnvironmentProperties properties) {
        this.database = database;
        this.json = json;
        this.configured = properties.environments();
    }

    /** Before this node is ready. */
    @Override
    public void run(ApplicationArguments arguments) {
        for (Configured environment : configured) {
            var vhosts = List.of(new Vhost(environment.vhost(), "", environment.httpPort(), environment.httpsPort()));
            String name = environment.name();
            database.sql("""
                INSERT INTO apis.environments (id, name, display_name, description, type, vhosts)
                VALUES (?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (name) DO UPDATE
                SET display_name = excluded.display_name, description = excluded.description,
                    type = excluded.type, vhosts = excluded.vhosts
                """)
                    .param(UUID.randomUUID())
                    .param(name)
                    .param(environment.displayName().isBlank() ? name : environment.displayName())
                    .param(environment.description())
                    .param(environment.type())
                    .param(json.writeValueAsString(vhosts))
                    .update();
        }
    }

    public List<Environment> list() {
        return database.sql(SELECT + "ORDER BY name")
                .query((row, number) -> environment(row))
                .list();
    }

    public Optional<Environment> find(String name) {
        return database.sql(SELECT + "WHERE name = ?")
                .param(name)
                .query((row, number) -> environment(row))
                .optional();
    }

    public Optional<Environment> find(UUID id) {
        return database.sql(SELECT + "WHERE id = ?")
                .param(id)
                .query((row, number) -> environment(row))
                .optional();
    }

    /** Where an API goes that names no environment. */
    public Optional<Environment> usual() {
        return find(DEFAULT).or(() -> configured.stream().findFirst().flatMap(first -> find(first.name())));
    }

    private Environment environment(ResultSet row) throws SQLException {
        return new Environment(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                row.getString("type"),
                List.of(json.readValue(row.getString("vhosts"), Vhost[].class)));
    }
}
