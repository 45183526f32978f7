package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** PostgreSQL and Redis of an installation; one that dies is started again where it was. */
final class Servers implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Servers.class.getName());

    private final DataDirectory data;
    private EmbeddedPostgres postgres;
    private EmbeddedRedis redis;
    private boolean closed;

    private Servers(DataDirectory data, EmbeddedPostgres postgres, EmbeddedRedis redis) {
        this.data = data;
        this.postgres = postgres;
        this.redis = redis;
    }

    /** Starts both at the same time; fails with what the first failure says, and leaves none running. */
    static Servers start(DataDirectory data) {
        CompletableFuture<EmbeddedPostgres> postgres;
        CompletableFuture<EmbeddedRedis> redis;
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            postgres = CompletableFuture.supplyAsync(() -> postgres(data, 0), executor);
            redis = CompletableFuture.supplyAsync(() -> redis(data, 0), executor);
        }
        try {
            return new Servers(data, postgres.join(), redis.join());
        } catch (CompletionException e) {
            closeIfStarted(postgres);
            closeIfStarted(redis);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> server) {
        if (server.isCompletedExceptionally()) {
            return;
        }
        try {
            server.join().close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.ERROR, "could not stop it", e);
        }
    }

    synchronized EmbeddedPostgres postgres() {
        return postgres;
    }

    synchronized EmbeddedRedis redis() {
        return redis;
    }

    /** Starts again what is not running any more. */
    synchronized void revive() {
        if (closed) {
            return;
        }
        if (!postgres.alive()) {
            LOG.log(System.Logger.Level.ERROR, "PostgreSQL has ended; starting it again");
            postgres.close();
            postgres = postgres(data, postgres.port());
        }
        if (!redis.alive()) {
            LOG.log(System.Logger.Level.ERROR, "Redis has ended; starting it again");
            redis.close();
            redis = redis(data, redis.port());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        redis.close();
        postgres.close();
    }

    private static EmbeddedPostgres postgres(DataDirectory data, int port) {
        return EmbeddedPostgres.in(data.postgres())
                .binaries(data.binaries())
                .log(data.log("postgresql"))
                .port(port)
                .start();
    }

    private static EmbeddedRedis redis(DataDirectory data, int port) {
        return EmbeddedRedis.in(data.redis())
                .binaries(data.binaries())
                .log(data.log("redis"))
                .port(port)
                .start();
    }
}
