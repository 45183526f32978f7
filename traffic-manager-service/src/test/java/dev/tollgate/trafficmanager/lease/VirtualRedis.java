package dev.tollgate.trafficmanager.lease;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The real script on a real Redis, at a time that the test sets: its one reading of the clock is replaced by a key. The text
 * that runs in production has no way to be told the time.
 */
final class VirtualRedis {

    /** 2026-09-21T14:13:20Z, in ms: where the virtual time of tests begins. */
    static final long EPOCH = 1_790_000_000_000L;

    private static final long ANY_TIME = 1L << 52;
    private static final String CLOCK = "{test}:clock";
    private static final String REAL_CLOCK = "redis.call('TIME')";
    private static final String TEST_CLOCK = "redis.call('HMGET', '{test}:time', 's', 'us')";

    private final StatefulRedisConnection<String, String> connection =
            RealRedis.get().connect();
    private final LeaseScript script;
    private final LeaseCall calls;
    private long atMicros = -1;

    VirtualRedis() {
        this(LeaseScript.ofResource("/lease/lease.lua").text());
    }

    /** A script that was broken on purpose. */
    VirtualRedis(String text) {
        int first = text.indexOf(REAL_CLOCK);
        if (first < 0 || text.indexOf(REAL_CLOCK, first + 1) >= 0) {
            throw new IllegalStateException("the script reads the clock at one place");
        }
        script = LeaseScript.of(text.replace(REAL_CLOCK, TEST_CLOCK));
        calls = new LeaseCall("test", Duration.ofMillis(20), Duration.ofMinutes(10));
    }

    void clear() {
        connection.sync().flushall();
        atMicros = -1;
    }

    /** The answer's integers, as the script documents them. */
    List<Long> decide(long micros, LeaseAsk ask, long lifeMillis, long earliest, long latest) {
        setClock(micros);
        return decide(ask, lifeMillis, earliest, latest, EPOCH + micros / 1000);
    }

    private List<Long> decide(LeaseAsk ask, long lifeMillis, long earliest, long latest, long around) {
        List<String> keys = calls.keys(ask, CLOCK);
        LeaseScript.Arguments arguments = args -> calls.arguments(args, ask, lifeMillis, earliest, latest, around);
        try {
            return run(script.call(keys, arguments));
        } catch (RedisNoScriptException unknown) {
            return run(script.callWithText(keys, arguments));
        }
    }

    private void setClock(long micros) {
        if (micros != atMicros) {
            long redis = EPOCH * 1000 + micros;
            Map<String, String> time =
                    Map.of("s", Long.toString(redis / 1_000_000), "us", Long.toString(redis % 1_000_000));
            connection.sync().hset("{test}:time", time);
            atMicros = micros;
        }
    }

    /** As above, any time credible. */
    Decision decide(long micros, LeaseAsk ask, long lifeMillis) {
        return LeaseEngine.read(decide(micros, ask, lifeMillis, 0, ANY_TIME));
    }

    long memory(Level level) {
        return connection.sync().memoryUsage(calls.key(level));
    }

    private List<Long> run(AsyncCommand<String, String, List<Long>> command) {
        connection.dispatch(command);
        try {
            return new ArrayList<>(command.get(10, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Redis' clock stands at one moment, the Traffic Manager believes another. */
    Decision decideAt(double redisMillis, double believedMillis, long number, Level level) {
        var ask = new LeaseAsk("gateway", number, 5, 5, 1, List.of(level), List.of());
        setClock(Math.round(redisMillis * 1000));
        return LeaseEngine.read(decide(ask, 100, 0, ANY_TIME, VirtualRedis.EPOCH + (long) believedMillis - 100));
    }

    void forget(Level level) {
        connection.sync().del(calls.key(level));
    }

    void correct(long millis) {
        connection.sync().set(CLOCK, Long.toString(millis));
    }
}
