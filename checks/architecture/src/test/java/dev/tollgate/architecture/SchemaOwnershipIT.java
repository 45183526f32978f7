package dev.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.platform.testing.RealPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs in as every running role and tries every foreign write; PostgreSQL refuses each with 42501. */
class SchemaOwnershipIT {

    private static final Map<String, List<String>> SCHEMAS = Map.of(
            "key-manager", List.of("users", "keys"),
            "publisher", List.of("apis", "registry"),
            "store", List.of("subscriptions", "feedback"),
            "traffic-manager", List.of("traffic"));

    private static final RealPostgres POSTGRES = RealPostgres.get();

    @BeforeAll
    static void migrateEverySchemaAsItsOwner() {
        SCHEMAS.forEach((service, schemas) -> {
            Map<String, String> login = POSTGRES.properties(service);
            var result = Flyway.configure()
                    .dataSource(POSTGRES.url(), login.get("spring.flyway.user"), login.get("spring.flyway.password"))
                    .schemas(schemas.toArray(String[]::new))
                    .createSchemas(false)
                    .locations("filesystem:"
                            + Path.of("..", "..", service + "-service", "src", "main", "resources", "db", "migration"))
                    .load()
                    .migrate();
            assertThat(result.migrationsExecuted).as(service).isPositive();
        });
    }

    @Test
    void noServiceWritesWhatAnotherOwns() throws SQLException {
        int tried = 0;
        for (String service : SCHEMAS.keySet()) {
            try (Connection login = POSTGRES.connectAsService(service)) {
                for (String foreign : relationsOutside(SCHEMAS.get(service))) {
                    for (String write : writes(foreign)) {
                        assertThat(stateOf(login, write))
                                .as("%s: %s", service, write)
                                .isIn(refusals(foreign));
                        tried++;
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    @Test
    void noServiceReadsAnotherSTablesOrChangesItsOwnSchema() throws SQLException {
        for (String service : SCHEMAS.keySet()) {
            try (Connection login = POSTGRES.connectAsService(service)) {
                for (String foreign : relationsOutside(SCHEMAS.get(service))) {
                    if (!foreign.endsWith("_v1")) {
                        assertThat(stateOf(login, "SELECT 1 FROM " + foreign))
                                .as("%s reads %s", service, foreign)
                                .isEqualTo("42501");
                    }
                }
                for (List<String> schemas : SCHEMAS.values()) {
                    for (String schema : schemas) {
                        assertThat(stateOf(login, "CREATE TABLE " + schema + ".planted (id int)"))
                                .as("%s creates in %s", service, schema)
                                .isEqualTo("42501");
                    }
                }
                assertThat(stateOf(login, "CREATE TEMP TABLE planted (id int)")).isEqualTo("42501");
            }
        }
    }

    @Test
    void noViewShowsAHashOrASecret() throws SQLException {
        try (Connection login = POSTGRES.connectAsAdministrator();
                Statement statement = login.createStatement();
                ResultSet columns = statement.executeQuery(
                        "SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns"
                                + " WHERE table_name LIKE '%\\_v1' AND column_name ~ '(hash|secret|password)'")) {
            var found = new ArrayList<String>();
            while (columns.next()) {
                found.add(columns.getString(1));
            }
            assertThat(found).isEmpty();
        }
    }

    /** A view over a join cannot be written by anybody, which PostgreSQL says (55000) before it looks at rights. */
    private static List<String> refusals(String relation) {
        return relation.endsWith("_v1") ? List.of("42501", "55000") : List.of("42501");
    }

    private static List<String> writes(String relation) {
        boolean view = relation.endsWith("_v1");
        return List.of(
                "DELETE FROM " + relation,
                "INSERT INTO " + relation + " DEFAULT VALUES",
                view ? "CREATE OR REPLACE VIEW " + relation + " AS SELECT 1" : "TRUNCATE " + relation,
                "DROP " + (view ? "VIEW " : "TABLE ") + relation);
    }

    private static List<String> relationsOutside(List<String> own) throws SQLException {
        var relations = new ArrayList<String>();
        try (Connection login = POSTGRES.connectAsAdministrator();
                Statement statement = login.createStatement();
                ResultSet rows = statement.executeQuery("SELECT schemaname, relname FROM ("
                        + "SELECT schemaname, tablename AS relname FROM pg_tables UNION ALL"
                        + " SELECT schemaname, viewname FROM pg_views) AS relations"
                        + " WHERE schemaname IN ('users','keys','apis','registry','subscriptions','feedback','traffic')"
                        + " ORDER BY 1, 2")) {
            while (rows.next()) {
                if (!own.contains(rows.getString(1))) {
                    relations.add(rows.getString(1) + ".\"" + rows.getString(2) + "\"");
                }
            }
        }
        return relations.stream()
                .map(name -> name.endsWith("_v1\"") ? name.replace("\"", "") : name)
                .toList();
    }

    private static String stateOf(Connection login, String sql) {
        try (Statement statement = login.createStatement()) {
            login.setAutoCommit(false);
            statement.execute(sql);
            login.rollback();
            return "allowed";
        } catch (SQLException refused) {
            try {
                login.rollback();
            } catch (SQLException lost) {
                return "connection lost";
            }
            return String.valueOf(refused.getSQLState());
        }
    }
}
