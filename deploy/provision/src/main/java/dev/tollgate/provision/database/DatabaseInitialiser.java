package dev.tollgate.provision.database;

import dev.tollgate.provision.server.ProvisionException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * Makes the database {@code tollgate} with its roles and empty schemas; what is there already is left or put right, so it may run at every
 * start and on several nodes at once. The tables are the services' own affair.
 *
 * @param adminUrl JDBC URL of a database that exists, {@code jdbc:postgresql://host:port/postgres}
 * @param adminUser a role that may create databases and roles
 */
public record DatabaseInitialiser(String adminUrl, String adminUser, String adminPassword) {

    public static final String DATABASE = "tollgate";

    /** "toll" in hexadecimal ASCII: all who initialise wait for one another here. */
    private static final long LOCK = 0x746f6c6cL;

    public void initialise(RolePasswords passwords) {
        try (Connection admin = connect(adminUrl);
                Statement statement = admin.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            for (String role : ServiceSchemas.roles()) {
                role(admin, role, passwords.of(role));
            }
            if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
                statement.execute("CREATE DATABASE " + DATABASE + " ENCODING 'UTF8' TEMPLATE template0");
            }
            try (Connection database = connect(urlOf(DATABASE))) {
                rights(database);
            }
            // closing the session gives the lock back
        } catch (SQLException e) {
            throw new ProvisionException(
                    "Could not prepare the database at " + adminUrl + " (" + e.getMessage()
                            + "): check its address, and that " + adminUser + " may create roles and databases.",
                    e);
        }
    }

    /** The URL of another database on the administrator's server. */
    public String urlOf(String database) {
        return adminUrl.replaceFirst("^(jdbc:postgresql://[^/?]*)[^?]*", "$1/" + database);
    }

    private static void role(Connection admin, String role, String password) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
                statement.execute("CREATE ROLE " + role);
            }
            statement.execute("ALTER ROLE " + role + " LOGIN NOCREATEDB NOCREATEROLE INHERIT");
            // a managed server's administrator may not even say NOSUPERUSER; it is the default, and checked
            if (exists(
                    admin,
                    "SELECT 1 FROM pg_roles WHERE rolname = ? AND (rolsuper OR rolbypassrls OR rolreplication)",
                    role)) {
                throw new SQLException("the role " + role + " has more rights than a service may have");
            }
        }
        // hashed here, so that the server's log never sees the password
        admin.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static void rights(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            for (String role : ServiceSchemas.roles()) {
                statement.execute("GRANT CONNECT ON DATABASE " + DATABASE + " TO " + role);
            }
            for (ServiceSchemas owner : ServiceSchemas.values()) {
                if (!exists(
                        database,
                        "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper AND ? <> ''",
                        owner.name())) {
                    statement.execute("GRANT " + owner.ownerRole() + " TO CURRENT_USER");
                }
                for (String schema : owner.schemas()) {
                    statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + owner.ownerRole());
                    statement.execute("REVOKE ALL ON SCHEMA " + schema + " FROM PUBLIC");
                    for (ServiceSchemas reader : ServiceSchemas.values()) {
                        statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + reader.runningRole());
                    }
                }
            }
        }
    }

    private static boolean exists(Connection connection, String query, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, argument);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private Connection connect(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", adminUser);
        properties.setProperty("password", adminPassword);
        properties.setProperty("ApplicationName", "tollgate db init");
        properties.setProperty("connectTimeout", "10");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return "DatabaseInitialiser[" + adminUrl + ", " + adminUser + "]";
    }
}
