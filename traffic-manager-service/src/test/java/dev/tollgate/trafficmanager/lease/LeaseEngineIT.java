package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.provision.redis.EmbeddedRedis;
import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import dev.tollgate.trafficmanager.policy.WindowKind;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine on a real Redis that is stopped, frozen, killed, and told to forget its scripts. */
class LeaseEngineIT {

    private static final Period HOUR = new Period(1, PeriodUnit.HOUR);

    private final Path directory;
    private EmbeddedRedis redis;

    LeaseEngineIT() throws IOException {
        directory = Files.createTempDirectory("tollgate-redis");
        redis = EmbeddedRedis.in(directory).start();
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private static Level level(long calls) {
        return new Level("application:" + UUID.randomUUID(), new Limit(calls, HOUR, WindowKind.SLIDING));
    }

    private static Decision ask(EngineRig rig, String holder, long number, long calls, Level... levels) {
        return rig.engine
                .decide(List.of(new LeaseAsk(holder, number, calls, calls, 1, List.of(levels), List.of())))
                .getFirst()
                .join();
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(redis.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void exactlyTheLimitPassesOverTwoTrafficManagersAndFourThreads() throws Exception {
        Level application = level(1_000);
        try (var one = new EngineRig(redis.uri()).awaitRedis();
                var two = new EngineRig(redis.uri()).awaitRedis();
                var threads = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Long>>();
            for (int i = 0; i < 4; i++) {
                String holder = "gateway-" + i;
                EngineRig rig = i % 2 == 0 ? one : two;
                work.add(() -> {
                    long granted = 0;
                    for (int number = 1; number <= 400; number++) {
                        granted += ask(rig, holder, number, 1, application).granted();
                    }
                    return granted;
                });
            }
            long granted = 0;
            for (var result : threads.invokeAll(work)) {
                granted += result.get();
            }
            assertThat(granted).isEqualTo(1_000);
            assertThat(one.meters.get("tollgate.lease.granted").counter().count()
                            + two.meters.get("tollgate.lease.granted").counter().count())
                    .isEqualTo(1_000);
            assertThat(one.meters
                            .get("tollgate.lease.refusals")
                            .tag("level", "application")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    @Test
    void aScriptThatRedisForgotIsSentAgain() {
        Level application = level(10);
        try (var rig = new EngineRig(redis.uri()).awaitRedis();
                var client = RedisClient.create(redis.uri())) {
            assertThat(ask(rig, "g", 1, 1, application).granted()).isEqualTo(1);
            client.connect().sync().scriptFlush();

            assertThat(ask(rig, "g", 2, 1, application).granted()).isEqualTo(1);
            assertThat(ask(rig, "g", 3, 1, application).levels().getFirst().remaining())
                    .isEqualTo(7);
        }
    }

    @Test
    void requestsOfAFrameAreDecidedInTheirOrder() {
        Level application = level(100);
        try (var rig = new EngineRig(redis.uri()).awaitRedis()) {
            var asks = new ArrayList<LeaseAsk>();
            for (int i = 0; i < 50; i++) {
                asks.add(new LeaseAsk("vector-" + i, 1, 3, 3, 1, List.of(application), List.of()));
            }

            List<Long> granted = rig.engine.decide(asks).stream()
                    .map(CompletableFuture::join)
                    .map(Decision::granted)
                    .toList();

            assertThat(granted.subList(0, 33)).containsOnly(3L);
            assertThat(granted.get(33)).isEqualTo(1);
            assertThat(granted.subList(34, 50)).containsOnly(0L);
        }
    }

    @Test
    void aFrozenRedisIsNoReasonToHangAndWhatItDecidesTooLateChangesNothing() throws Exception {
        Level application = level(1_000);
        try (var rig = new EngineRig(redis.uri(), Duration.ofMillis(200)).awaitRedis()) {
            assertThat(ask(rig, "g", 1, 1, application).granted()).isEqualTo(1);
            signal("STOP");

            long started = System.nanoTime();
            Decision frozen = ask(rig, "g", 2, 500, application);
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);

            assertThat(frozen.status()).isEqualTo(Decision.Status.UNDECIDED);
            assertThat(took).isLessThan(1_000);
            await().atMost(Duration.ofSeconds(5)).until(() -> !rig.link.answering());
            assertThat(rig.link.complaint())
                    .hasValueSatisfying(text -> assertThat(text).contains("does not answer"));
            signal("CONT");
            rig.awaitRedis();
            assertThat(rig.engine
                            .look(List.of(application))
                            .join()
                            .levels()
                            .getFirst()
                            .remaining())
                    .isEqualTo(999);
        }
    }

    @Test
    void aKilledRedisForgetsNoDebitAndIsFoundAgain() throws Exception {
        Level application = level(1_000);
        int port = redis.port();
        try (var rig = new EngineRig(redis.uri()).awaitRedis()) {
            assertThat(ask(rig, "g", 1, 400, application).granted()).isEqualTo(400);
            signal("KILL");
            await().until(() -> !redis.alive());
            assertThat(ask(rig, "g", 2, 1, application).status()).isEqualTo(Decision.Status.UNDECIDED);
            redis.close();
            redis = EmbeddedRedis.in(directory).port(port).start();

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ask(rig, "g", 3, 700, application).granted() == 600);
        }
    }

    @Test
    void withoutRedisAtTheStartNothingIsDecidedAndNothingHangs() {
        redis.close();
        try (var rig = new EngineRig(redis.uri())) {
            assertThat(ask(rig, "g", 1, 1, level(10)).status()).isEqualTo(Decision.Status.UNDECIDED);
            assertThat(rig.link.complaint()).isPresent();
        }
    }

    @Test
    void aRedisThatMayForgetIsComplainedAbout() {
        try (var client = RedisClient.create(redis.uri())) {
            var commands = client.connect().sync();
            assertComplaint(null);
            commands.configSet("maxmemory-policy", "allkeys-lru");
            assertComplaint("set maxmemory-policy noeviction");
            commands.configSet("appendonly", "no");
            assertComplaint("set appendonly yes");
        }
    }

    private void assertComplaint(@Nullable String cure) {
        try (var rig = new EngineRig(redis.uri()).awaitRedis()) {
            await().untilAsserted(() -> {
                if (cure == null) {
                    assertThat(rig.link.complaint()).isEmpty();
                } else {
                    assertThat(rig.link.complaint())
                            .hasValueSatisfying(text -> assertThat(text).contains(cure));
                }
            });
        }
    }
}
