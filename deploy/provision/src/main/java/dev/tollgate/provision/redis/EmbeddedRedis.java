package dev.tollgate.provision.redis;

import dev.tollgate.provision.server.Binaries;
import dev.tollgate.provision.server.DirectoryLock;
import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.Secrets;
import dev.tollgate.provision.server.ServerProcess;
import dev.tollgate.provision.server.SystemUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/**
 * A real Redis server on 127.0.0.1 whose data outlives it: an append-only file, no eviction, a password (kept beside the data, 0600). As root it
 * runs as an unprivileged user.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final DirectoryLock lock;
    private final ServerProcess process;
    private final int port;
    private final String password;

    private EmbeddedRedis(DirectoryLock lock, ServerProcess process, int port, String password) {
        this.lock = lock;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    public static Starter in(Path directory) {
        return new Starter(directory, Binaries.shared(), directory.resolve("redis.log"), 0);
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    /** The address as Lettuce and the services take it. */
    public String uri() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.alive();
    }

    /** Stops the server in order: it writes its append-only file to the end first. */
    @Override
    public void close() {
        process.stop("TERM", PATIENCE);
        lock.close();
    }

    /** Leaves the server running without its launcher, as a killed launcher does. */
    void abandon() {
        lock.close();
    }

    public static void stopLeftOver(Path directory) {
        ServerProcess.stopAll("redis-server", directory.resolve("data"), "TERM", PATIENCE);
    }

    public static boolean running(Path directory) {
        return !ServerProcess.find("redis-server", directory.resolve("data")).isEmpty();
    }

    /** What the running server of a directory says about one of its settings; empty where none answers. */
    public static String setting(Path directory, String name) {
        try {
            int port =
                    Integer.parseInt(Files.readString(directory.resolve("port")).strip());
            String password = Files.readString(directory.resolve("password")).strip();
            return RedisPing.setting(port, password, name);
        } catch (IOException | NumberFormatException e) {
            return "";
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

        public EmbeddedRedis start() {
            Path data = directory.resolve("data");
            Optional<SystemUser> user = prepare(data);
            DirectoryLock lock = DirectoryLock.take(directory);
            try {
                stopLeftOver(directory);
                Path program = RedisProgram.in(Binaries.in(binaries));
                String password = password(directory.resolve("password"));
                return start(program, data, user, password, lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        }

        private EmbeddedRedis start(
                Path program, Path data, Optional<SystemUser> user, String password, DirectoryLock lock) {
            for (int attempt = 1; ; attempt++) {
                int chosen = port == 0 ? LoopbackPort.free() : port;
                ServerProcess process = ServerProcess.start(
                        java.util.List.of(program.toString(), "-"), data, user, log, configuration(chosen, password));
                if (RedisPing.waitFor(chosen, password, process::alive, LONGEST_START)) {
                    note(chosen);
                    return new EmbeddedRedis(lock, process, chosen, password);
                }
                boolean ended = !process.alive();
                process.stop("KILL", PATIENCE);
                if ((ended && LoopbackPort.free(chosen)) || port != 0 || attempt == 3) {
                    throw failure(chosen);
                }
            }
        }

        private void note(int port) {
            try {
                Files.writeString(directory.resolve("port"), port + "\n");
            } catch (IOException e) {
                throw new ProvisionException("Could not write in " + directory + ": " + e.getMessage() + ".", e);
            }
        }

        private ProvisionException failure(int port) {
            if (!LoopbackPort.free(port)) {
                return new ProvisionException(
                        "Redis' port " + port + " is taken: choose another one, or stop what listens there.");
            }
            return new ProvisionException("Redis does not start on its data in " + directory + ": put a copy of the"
                    + " directory back, or move it away to start with empty counters; " + log + " says more.");
        }

        /** By standard input, so that the password is in no list of processes. */
        private static String configuration(int port, String password) {
            return """
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                dir ./
                appendonly yes
                appendfsync everysec
                aof-load-truncated yes
                save ""
                maxmemory-policy noeviction
                daemonize no
                databases 1
                """.formatted(port, password);
        }

        private static Optional<SystemUser> prepare(Path data) {
            try {
                Files.createDirectories(data.getParent());
                Optional<SystemUser> user = SystemUser.forServer(data);
                if (!Files.isDirectory(data)) {
                    Files.createDirectory(
                            data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                    if (user.isPresent()) {
                        user.get().own(data);
                    }
                }
                return user;
            } catch (AccessDeniedException e) {
                throw new ProvisionException(
                        "No permission to write in " + data.getParent()
                                + ": start as the user who owns it, or choose another data directory.",
                        e);
            } catch (IOException e) {
                throw new ProvisionException("Could not make " + data + ": " + e.getMessage() + ".", e);
            }
        }

        private static String password(Path file) {
            try {
                if (!Files.exists(file)) {
                    Secrets.write(file, Secrets.random());
                }
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new ProvisionException("Could not read or write " + file + ": " + e.getMessage() + ".", e);
            }
        }
    }
}
