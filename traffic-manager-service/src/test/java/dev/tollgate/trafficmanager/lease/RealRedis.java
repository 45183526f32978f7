package dev.tollgate.trafficmanager.lease;

import dev.tollgate.provision.redis.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A real Redis, one for each test JVM, stopped with it. */
final class RealRedis {

    private static final RealRedis INSTANCE = new RealRedis();

    private final EmbeddedRedis server;
    private final RedisClient client;

    private RealRedis() {
        server = start();
        client = RedisClient.create(uri());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }

    static EmbeddedRedis start() {
        try {
            return EmbeddedRedis.in(Files.createTempDirectory("tollgate-redis")).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RealRedis get() {
        return INSTANCE;
    }

    RedisURI uri() {
        return RedisURI.create(server.uri());
    }

    StatefulRedisConnection<String, String> connect() {
        return client.connect();
    }
}
