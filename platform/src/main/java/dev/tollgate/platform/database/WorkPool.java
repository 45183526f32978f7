package dev.tollgate.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import org.postgresql.Driver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A service's second, small pool, for work that is not a request: its statements may take longer, and a flood of requests
 * cannot starve it.
 */
public final class WorkPool implements AutoCloseable {

    private static final int CONNECTIONS = 3;
    private static final String SOCKET_TIMEOUT_SECONDS = "30";

    private final String url;
    private final Properties login;
    private final HikariDataSource pool;
    private final JdbcClient database;
    private final TransactionTemplate consistentRead;

    WorkPool(String url, String userName, String password, String serviceName) {
        this.url = url;
        this.login = new Properties();
        login.setProperty("user", userName);
        login.setProperty("password", password);
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("connectTimeout", "2");
        login.setProperty("ApplicationName", serviceName + " work");
        var config = new HikariConfig();
        config.setPoolName("work");
        config.setJdbcUrl(url);
        config.setUsername(userName);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(2000);
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", serviceName + " work");
        this.pool = new HikariDataSource(config);
        this.database = JdbcClient.create(pool);
        this.consistentRead = new TransactionTemplate(new JdbcTransactionManager(pool));
        consistentRead.setReadOnly(true);
        consistentRead.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** For single statements outside a request. */
    public JdbcClient database() {
        return database;
    }

    /** Everything read in the function is of one moment. */
    public <T> T readAtOneMoment(Function<JdbcClient, T> reading) {
        T result = consistentRead.execute(status -> reading.apply(database));
        if (result == null) {
            throw new IllegalStateException("the reading gave nothing");
        }
        return result;
    }

    /** A connection of the caller's own, outside the pool and without a socket time-out, for LISTEN. */
    public Connection listeningConnection() throws SQLException {
        Connection connection = new Driver().connect(url, login);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL address: " + url);
        }
        return connection;
    }

    @Override
    public void close() {
        pool.close();
    }
}
