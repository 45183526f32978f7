package dev.tollgate.provision.postgres;

import dev.tollgate.provision.server.Binaries;
import dev.tollgate.provision.server.DirectoryLock;
import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.ServerProcess;
import dev.tollgate.provision.server.SystemUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL server on 127.0.0.1 whose data outlives it: SCRAM passwords, {@code fsync} on, no unix socket. Everything it needs is
 * kept in one directory, the superuser's password included (0600). As root it runs as an unprivileged user.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).port(5433).start()) {
 *     DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.password());
 * }
 * }</pre>
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A recovery after a crash replays at most {@code max_wal_size}. */
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final DirectoryLock lock;
    private final ServerProcess process;
    private final int port;
    private final String password;

    private EmbeddedPostgres(DirectoryLock lock, ServerProcess process, int port, String password) {
        this.lock = lock;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** How to start the server of a directory; each start takes the settings anew. */
    public static Starter in(Path directory) {
        return new Starter(directory, Binaries.shared(), directory.resolve("postgresql.log"), 0);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String superuser() {
        return PostgresCluster.SUPERUSER;
    }

    public String password() {
        return password;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.alive();
    }

    /** Stops the server in order: open connections are closed, acknowledged transactions are on disk. */
    @Override
    public void close() {
        process.stop("INT", PATIENCE);
        lock.close();
    }

    /** Leaves the server running without its launcher, as a killed launcher does. */
    void abandon() {
        lock.close();
    }

    /** Stops a server that its own program could not stop any more. */
    public static void stopLeftOver(Path directory) {
        ServerProcess.stopAll("postgres", PostgresCluster.dataOf(directory), "INT", PATIENCE);
    }

    /** Whether a server of this directory runs, whoever started it. */
    public static boolean running(Path directory) {
        return !ServerProcess.find("postgres", PostgresCluster.dataOf(directory))
                .isEmpty();
    }

    /** What the running server of a directory says about one of its settings. */
    public static String setting(Path directory, String name) throws SQLException {
        PostgresCluster cluster = new PostgresCluster(directory, Optional.empty());
        String url = "jdbc:postgresql://127.0.0.1:" + cluster.port() + "/postgres?loginTimeout=5&socketTimeout=5";
        try (Connection connection = DriverManager.getConnection(url, PostgresCluster.SUPERUSER, cluster.password());
                PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** Settings of a start; a port of 0 means a free one. */
    public record Starter(Path directory, Path binaries, Path log, int port) {

        public Starter binaries(Path binaries) {
            return new Starter(directory, binaries, log, port);
        }

        public Starter log(Path log) {
            return new Starter(directory, binaries, log, port);
        }

        public Starter port(int port) {
            return new Starter(directory, binaries, log, port);
        }

        public EmbeddedPostgres start() {
            PostgresCluster cluster = PostgresCluster.prepare(directory);
            DirectoryLock lock = DirectoryLock.take(directory);
            try {
                // whoever started what still runs here is gone, or would hold the lock
                stopLeftOver(directory);
                Path programs = Binaries.in(binaries).archive(PostgresCluster.VERSION, PostgresCluster.ARCHIVE);
                cluster.create(programs);
                return start(cluster, programs, lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        }

        private EmbeddedPostgres start(PostgresCluster cluster, Path programs, DirectoryLock lock) {
            for (int attempt = 1; ; attempt++) {
                int chosen = port == 0 ? LoopbackPort.free() : port;
                long logged = size(log);
                cluster.removeStalePidFile();
                ServerProcess process =
                        ServerProcess.start(command(programs, chosen), cluster.data(), cluster.user(), log, "");
                if (ready(cluster, process)) {
                    return new EmbeddedPostgres(lock, process, chosen, cluster.password());
                }
                process.stop("QUIT", PATIENCE);
                PostgresFailure failure = PostgresFailure.of(log, logged, directory, chosen);
                if (port != 0 || attempt == 3 || !failure.portTaken()) {
                    throw new ProvisionException(failure.sentence());
                }
            }
        }

        private static boolean ready(PostgresCluster cluster, ServerProcess process) {
            long deadline = System.nanoTime() + LONGEST_START.toNanos();
            try {
                while (process.alive() && System.nanoTime() < deadline) {
                    if (cluster.ready(process.pid())) {
                        return true;
                    }
                    Thread.sleep(10);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        private static List<String> command(Path programs, int port) {
            List<String> command =
                    new ArrayList<>(List.of(programs.resolve("bin/postgres").toString(), "-D", PostgresCluster.HERE));
            List<String> settings = List.of(
                    "port=" + port,
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "fsync=on",
                    "synchronous_commit=on",
                    "password_encryption=scram-sha-256",
                    "max_connections=200",
                    "shared_buffers=32MB",
                    "max_wal_size=256MB",
                    "min_wal_size=32MB",
                    "jit=off",
                    // one machine's worth: no replication, no parallel plans, so fewer processes and no /dev/shm
                    "max_wal_senders=0",
                    "max_logical_replication_workers=0",
                    "max_parallel_workers_per_gather=0",
                    "autovacuum_max_workers=2",
                    "log_checkpoints=off",
                    "log_min_messages=warning",
                    "timezone=UTC");
            settings.forEach(setting -> command.addAll(List.of("-c", setting)));
            return command;
        }

        private static long size(Path file) {
            try {
                return Files.exists(file) ? Files.size(file) : 0;
            } catch (IOException e) {
                return 0;
            }
        }
    }

    /** The user that the server of a directory runs as, where it is not this process's own. */
    public static Optional<SystemUser> userOf(Path directory) {
        return SystemUser.forServer(PostgresCluster.dataOf(directory));
    }
}
