package dev.tollgate.trafficmanager.lease;

import io.lettuce.core.api.async.RedisServerAsyncCommands;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The two settings of Redis on which exact limits rest: debits must survive a killed process, and none may be evicted.
 *
 * @param appendOnly Redis' setting of that name, or empty
 * @param eviction the value of {@code maxmemory-policy}, or empty
 */
record RedisSettings(String appendOnly, String eviction) {

    static final RedisSettings UNKNOWN = new RedisSettings("", "");

    static RedisSettings of(RedisServerAsyncCommands<String, String> redis, Duration patience) {
        return new RedisSettings(read(redis, "appendonly", patience), read(redis, "maxmemory-policy", patience));
    }

    private static String read(RedisServerAsyncCommands<String, String> redis, String name, Duration patience) {
        try {
            Map<String, String> found = redis.configGet(name)
                    .toCompletableFuture()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return found.getOrDefault(name, "");
        } catch (CompletionException mayNotBeRead) {
            return "";
        }
    }

    boolean fit() {
        return complaint().isEmpty();
    }

    /** What is wrong and what to do, in one sentence. */
    Optional<String> complaint() {
        if (appendOnly.isEmpty() || eviction.isEmpty()) {
            return Optional.of("Redis' settings could not be read: allow this user CONFIG GET.");
        }
        if (!appendOnly.equals("yes")) {
            return Optional.of("Redis runs with appendonly " + appendOnly
                    + ", so a killed Redis would forget every debit: set appendonly yes.");
        }
        if (!eviction.equals("noeviction")) {
            return Optional.of("Redis runs with maxmemory-policy " + eviction
                    + ", so it may forget debits when memory runs short: set maxmemory-policy noeviction.");
        }
        return Optional.empty();
    }
}
