package dev.tollgate.provision.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.server.ProvisionException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseInitialiserIT {

    private static final RolePasswords PASSWORDS = RolePasswords.random();

    @TempDir
    static Path directory;

    private static EmbeddedPostgres postgres;
    private static DatabaseInitialiser initialiser;

    @BeforeAll
    static void severalInitialiseAtOnce() throws Exception {
        postgres = EmbeddedPostgres.in(directory).start();
        initialiser = new DatabaseInitialiser(postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.password());
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> runs = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                runs.add(nodes.submit(() -> initialiser.initialise(PASSWORDS)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void eachOwnerMakesTablesInItsSchemasAndNowhereElse() throws Exception {
        for (ServiceSchemas service : ServiceSchemas.values()) {
            try (Connection connection = connect(service.ownerRole())) {
                for (ServiceSchemas other : ServiceSchemas.values()) {
                    for (String schema : other.schemas()) {
                        String sql = "CREATE TABLE " + schema + ".tried_by_" + service.runningRole() + " (n int)";
                        if (other == service) {
                            execute(connection, sql);
                        } else {
                            refused(connection, sql);
                        }
                    }
                }
                refused(connection, "CREATE TABLE public.tried (n int)");
                refused(connection, "CREATE TEMP TABLE tried (n int)");
            }
        }
    }

    @Test
    void aRunningRoleMakesNothingAnywhereButMaySeeEverySchema() throws Exception {
        for (ServiceSchemas service : ServiceSchemas.values()) {
            try (Connection connection = connect(service.runningRole())) {
                for (ServiceSchemas other : ServiceSchemas.values()) {
                    for (String schema : other.schemas()) {
                        refused(connection, "CREATE TABLE " + schema + ".tried (n int)");
                        assertThat(value(connection, "SELECT has_schema_privilege('" + schema + "', 'USAGE')"))
                                .isEqualTo("t");
                    }
                }
                refused(connection, "CREATE TEMP TABLE tried (n int)");
                refused(connection, "CREATE SCHEMA tried");
                refused(connection, "CREATE ROLE tried");
                refused(connection, "SET ROLE " + service.ownerRole());
                assertThat(value(
                                connection,
                                "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'tollgate\\_%' AND rolname"
                                        + " <> '"
                                        + postgres.superuser()
                                        + "' AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication"
                                        + " OR rolbypassrls)"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void anotherRunKeepsTheDataAndSetsThePasswords() throws Exception {
        try (Connection connection = connect(ServiceSchemas.STORE.ownerRole())) {
            execute(connection, "CREATE TABLE feedback.kept AS SELECT 1 AS n");
        }
        initialiser.initialise(RolePasswords.random());
        assertThatThrownBy(() -> connect(ServiceSchemas.STORE.ownerRole()).close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        initialiser.initialise(PASSWORDS);
        try (Connection connection = connect(ServiceSchemas.STORE.ownerRole())) {
            assertThat(value(connection, "SELECT n FROM feedback.kept")).isEqualTo("1");
        }
    }

    @Test
    void anAdministratorWhoIsNoSuperuserIsEnough() throws Exception {
        try (EmbeddedPostgres managed =
                EmbeddedPostgres.in(directory.resolve("managed")).start()) {
            try (Connection connection =
                    DriverManager.getConnection(managed.jdbcUrl("postgres"), managed.superuser(), managed.password())) {
                execute(connection, "CREATE ROLE dba LOGIN CREATEDB CREATEROLE PASSWORD 'of the managed server'");
            }
            DatabaseInitialiser dba =
                    new DatabaseInitialiser(managed.jdbcUrl("postgres"), "dba", "of the managed server");
            dba.initialise(PASSWORDS);
            dba.initialise(PASSWORDS);
            try (Connection connection = DriverManager.getConnection(
                    managed.jdbcUrl(DatabaseInitialiser.DATABASE),
                    ServiceSchemas.PUBLISHER.ownerRole(),
                    PASSWORDS.of(ServiceSchemas.PUBLISHER.ownerRole()))) {
                execute(connection, "CREATE TABLE apis.made (n int)");
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheAdministratorsAddress() {
        assertThatThrownBy(() ->
                        new DatabaseInitialiser(postgres.jdbcUrl("postgres"), "nobody", "x").initialise(PASSWORDS))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("Could not prepare the database")
                .hasMessageContaining("may create roles and databases");
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(DatabaseInitialiser.DATABASE), role, PASSWORDS.of(role));
    }

    private static void refused(Connection connection, String sql) {
        assertThatThrownBy(() -> execute(connection, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
