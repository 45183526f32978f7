package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.lease.RedisClock.Sample;
import dev.tollgate.trafficmanager.lease.RedisClock.Verdict;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Redis, and a watch over Redis' clock and settings.
 *
 * <p>While Redis does not answer there is no connection to be had, so that nobody waits for it; the watch goes on trying.
 */
final class RedisLink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int LOOKS_BETWEEN_SETTINGS = 20;
    private static final int REQUEST_QUEUE = 100_000;

    private final RedisURI uri;
    private final RedisClock clock;
    private final Duration watch;
    private final String clockKey;
    private final LeaseScript clockScript = LeaseScript.ofResource("/lease/clock.lua");
    private final List<LeaseScript> scripts;
    private final ClientResources resources = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(Duration.ofMillis(200)))
            .build();
    private final RedisClient client;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-watch").factory());
    private final AtomicBoolean lookQueued = new AtomicBoolean();
    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile boolean answering;
    private volatile RedisSettings settings = RedisSettings.UNKNOWN;
    private int looks;

    /**
     * Not connected before {@link #start}.
     *
     * @param scripts known to Redis whenever there is a connection to be had, unless it forgets them meanwhile
     */
    RedisLink(RedisURI uri, RedisClock clock, LeaseProperties properties, LeaseScript... scripts) {
        this.scripts = List.of(scripts);
        this.uri = uri;
        this.clock = clock;
        this.watch = properties.watch();
        this.clockKey = "{" + properties.keyPrefix() + "}:clock";
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(REQUEST_QUEUE)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(PATIENCE)
                        .tcpNoDelay(true)
                        .build())
                .build());
    }

    void start() {
        var unused = watcher.scheduleWithFixedDelay(this::look, 0, watch.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** None while Redis does not answer. */
    @Nullable
    StatefulRedisConnection<String, String> connection() {
        return answering ? connection : null;
    }

    String clockKey() {
        return clockKey;
    }

    boolean answering() {
        return answering;
    }

    RedisSettings settings() {
        return settings;
    }

    /** Something was odd: looks at the clock before the next turn of the watch. */
    void lookNow() {
        if (lookQueued.compareAndSet(false, true)) {
            try {
                watcher.execute(this::look);
            } catch (java.util.concurrent.RejectedExecutionException closing) {
                lookQueued.set(false);
            }
        }
    }

    private void look() {
        lookQueued.set(false);
        try {
            StatefulRedisConnection<String, String> current = connect();
            watchClock(current);
            if (looks++ % LOOKS_BETWEEN_SETTINGS == 0 || !settings.fit()) {
                readSettings(current);
            }
            if (!answering) {
                for (LeaseScript script : scripts) {
                    current.async().scriptLoad(script.text()).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                }
                log.info("Redis answers");
                answering = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (answering || looks == 0) {
                looks = 1;
                log.warn("Redis does not answer: {}", e.toString());
            }
            answering = false;
        }
    }

    private StatefulRedisConnection<String, String> connect()
            throws InterruptedException, ExecutionException, TimeoutException {
        StatefulRedisConnection<String, String> current = connection;
        if (current == null) {
            current = client.connectAsync(StringCodec.UTF8, uri)
                    .toCompletableFuture()
                    .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            connection = current;
        }
        return current;
    }

    private void watchClock(StatefulRedisConnection<String, String> current)
            throws InterruptedException, ExecutionException, TimeoutException {
        Verdict verdict = clock.observe(sample(current, null));
        if (verdict instanceof Verdict.Jumped) {
            verdict = clock.observe(sample(current, null)); // once may be chance
        }
        if (verdict instanceof Verdict.Jumped(long wanted)) {
            Sample stored = sample(current, wanted);
            if (stored.correction() == wanted) {
                log.warn("Redis' wall clock has jumped; its time is now corrected by {} ms", wanted);
                clock.corrected(wanted);
            }
            clock.observe(stored);
        }
    }

    private Sample sample(StatefulRedisConnection<String, String> current, @Nullable Long correction)
            throws InterruptedException, ExecutionException, TimeoutException {
        LeaseScript.Arguments arguments = args -> {
            if (correction != null) {
                args.add(clock.correction()).add(correction);
            }
        };
        long sent = System.nanoTime();
        List<Long> answer;
        try {
            answer = run(current, clockScript.call(List.of(clockKey), arguments));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof RedisNoScriptException)) {
                throw e;
            }
            sent = System.nanoTime();
            answer = run(current, clockScript.callWithText(List.of(clockKey), arguments));
        }
        return new Sample(sent, System.nanoTime(), answer.get(0), answer.get(1));
    }

    private static List<Long> run(
            StatefulRedisConnection<String, String> current, AsyncCommand<String, String, List<Long>> command)
            throws InterruptedException, ExecutionException, TimeoutException {
        current.dispatch(command);
        return command.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void readSettings(StatefulRedisConnection<String, String> current) {
        RedisSettings before = settings;
        settings = RedisSettings.of(current.async(), PATIENCE);
        if (!settings.equals(before)) {
            settings.complaint().ifPresentOrElse(log::error, () -> log.info("Redis is set up as it must be"));
        }
    }

    /** Why Redis cannot be relied on now, in one sentence; empty where it can. */
    Optional<String> complaint() {
        if (!answering) {
            return Optional.of("Redis at " + uri.getHost() + ":" + uri.getPort() + " does not answer.");
        }
        return settings.complaint();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        answering = false;
        awaitWatcher();
        client.shutdown(Duration.ZERO, PATIENCE);
        resources.shutdown(0, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private void awaitWatcher() {
        try {
            if (!watcher.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("the watch over Redis ends later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
