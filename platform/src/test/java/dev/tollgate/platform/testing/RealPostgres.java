package dev.tollgate.platform.testing;

import dev.tollgate.provision.database.DatabaseInitialiser;
import dev.tollgate.provision.database.RolePasswords;
import dev.tollgate.provision.database.ServiceSchemas;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A real PostgreSQL with roles and empty schemas, one for each test JVM, stopped with it. */
public final class RealPostgres {

    private static final RealPostgres INSTANCE = new RealPostgres();

    private final EmbeddedPostgres server;
    private final RolePasswords passwords = RolePasswords.random();

    private RealPostgres() {
        Path directory = temporary("tollgate-postgres");
        server = EmbeddedPostgres.in(directory).start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        new DatabaseInitialiser(server.jdbcUrl("postgres"), server.superuser(), server.password())
                .initialise(passwords);
    }

    public static RealPostgres get() {
        return INSTANCE;
    }

    public String url() {
        return server.jdbcUrl(DatabaseInitialiser.DATABASE);
    }

    public long pid() {
        return server.pid();
    }

    /**
     * Spring properties of a service's two roles.
     *
     * @param service key-manager, publisher, store or traffic-manager
     */
    public Map<String, String> properties(String service) {
        ServiceSchemas schemas = schemas(service);
        var properties = new LinkedHashMap<String, String>();
        properties.put("spring.datasource.url", url());
        properties.put("spring.datasource.username", schemas.runningRole());
        properties.put("spring.datasource.password", passwords.of(schemas.runningRole()));
        properties.put("spring.flyway.user", schemas.ownerRole());
        properties.put("spring.flyway.password", passwords.of(schemas.ownerRole()));
        return properties;
    }

    /** The same as command line arguments. */
    public String[] arguments(String service) {
        return properties(service).entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    /** Logs in as the role that runs a service. */
    public Connection connectAsService(String service) throws SQLException {
        return connect(schemas(service).runningRole());
    }

    /** Logs in as the role that migrates a service's schemas, for example to stand in for its views. */
    public Connection connectAsOwner(String service) throws SQLException {
        return connect(schemas(service).ownerRole());
    }

    public Connection connectAsAdministrator() throws SQLException {
        return DriverManager.getConnection(url(), server.superuser(), server.password());
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, passwords.of(role));
    }

    private static ServiceSchemas schemas(String service) {
        return Arrays.stream(ServiceSchemas.values())
                .filter(schemas -> schemas.service().replace('_', '-').equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such service: " + service));
    }

    static Path temporary(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
