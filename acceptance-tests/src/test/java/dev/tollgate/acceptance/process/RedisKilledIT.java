package dev.tollgate.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.Launcher;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Level;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Quota;
import dev.tollgate.provision.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Redis killed while ten times the plan is asked for through two gateways: they go on alone, within the plan, and give account of it when
 * Redis is there again. It comes back by itself: the launcher starts it where it was.
 */
@Tag("R3")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisKilledIT {

    private static final int PLAN = 60;
    private static final int PERIOD_SECONDS = 4;
    private static final int DEMAND = 10 * PLAN;

    /** What the case allows in a window in which Redis is killed. */
    private static final int MOST = PLAN * 12 / 10;

    /** A call waits a second at most for a decision; asserted at five times that. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Launcher launcher = Launcher.withGateways(2);
    private Installation installation;
    private EchoBackend backend;
    private Api api;
    private People people;
    private String plan;

    @BeforeAll
    void start() {
        installation = Installation.at(launcher.up(), launcher.data());
        backend = EchoBackend.start("127.0.0.1");
        people = People.in(installation);
        plan = people.administrator().policy(Level.SUBSCRIPTION, Quota.perSeconds(PLAN, PERIOD_SECONDS));
        api = people.alice().publish(ApiDraft.on(backend.url()).offering(plan));
    }

    @AfterAll
    void stop() {
        launcher.close();
        backend.close();
    }

    /** One answered call: how long after the window's start it was made, and how long it took. */
    private record Call(Answer answer, Duration at, Duration took) {}

    @Test
    void killedAtAWindowsStartAndKeptAwayGatewaysAdmitThePlanBetweenThem() throws Exception {
        Subscribed subscribed = subscribed();
        Authorization token = subscribed.token();
        long start = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        killRedis();
        Thread killer = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                redis().forEach(ProcessHandle::destroyForcibly);
                LockSupport.parkNanos(20_000_000);
            }
        });
        List<Call> calls;
        try {
            calls = demand(token, start, "/kept-away");
        } finally {
            over.set(true);
            killer.join();
        }

        withinThePlan(calls, 0);
        assertThat(passed(calls)).as("an outage is no refusal of everything").isPositive();
        countsGoOn(subscribed);
    }

    @Test
    void killedWithNinetyPercentSpentOnlyTheRestPasses() throws Exception {
        Subscribed subscribed = subscribed();
        Authorization token = subscribed.token();
        int spent = PLAN * 9 / 10;
        long start = System.nanoTime();
        // each gateway has heard of the subscription already: the first calls of all pass
        List<Answer> before = installation.gateways().spread(spent, api.path("/spent"), token);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the calls fit into one period")
                .isLessThan(Duration.ofSeconds(PERIOD_SECONDS));
        assertThat(before).allSatisfy(answer -> answer.expect(200));
        killRedis();

        withinThePlan(demand(token, start, "/after-ninety"), spent);
        countsGoOn(subscribed);
    }

    /** Who calls: a token, and the subscription whose calls are counted. */
    private record Subscribed(Authorization token, String subscription) {}

    /** A new subscription that both gateways know and whose counter is empty. */
    private Subscribed subscribed() {
        Application application = people.bob().application();
        Subscribed subscribed = new Subscribed(application.token(), application.subscribe(api, plan));
        installation.gateways().untilEachAnswers(200, api.path("/ready"), subscribed.token());
        reset(subscribed);
        return subscribed;
    }

    private void reset(Subscribed subscribed) {
        people.administrator()
                .api()
                .post("/throttling/counters/reset", Map.of("level", "subscription", "key", subscribed.subscription()))
                .expect(200);
    }

    private List<ProcessHandle> redis() {
        Path data = installation.data().resolve("redis").resolve("data");
        return ServerProcess.find("redis-server", data);
    }

    private void killRedis() {
        List<ProcessHandle> running = redis();
        assertThat(running).as("Redis of this installation").isNotEmpty();
        running.forEach(ProcessHandle::destroyForcibly);
        running.forEach(process -> process.onExit().join());
    }

    /** Ten times the plan, evenly through the rest of the window that began at the start, over all gateways. */
    private List<Call> demand(Authorization token, long start, String resource) throws Exception {
        Collection<Call> calls = new ConcurrentLinkedQueue<>();
        int threads = 2 * installation.gateways().count();
        long left = start + Duration.ofSeconds(PERIOD_SECONDS).toNanos() - System.nanoTime();
        long pause = left / (DEMAND / threads);
        long begin = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int gateway = thread;
                all.add(callers.submit(() -> {
                    for (int number = 0; number < DEMAND / threads; number++) {
                        LockSupport.parkNanos(begin + number * pause - System.nanoTime());
                        long now = System.nanoTime();
                        Answer answer =
                                installation.gateways().one(gateway).as(token).get(api.path(resource));
                        calls.add(new Call(
                                answer, Duration.ofNanos(now - start), Duration.ofNanos(System.nanoTime() - now)));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return List.copyOf(calls);
    }

    /** No call fails, hangs or passes above what the case allows; calls of a slow machine that came after the window are another's. */
    private void withinThePlan(List<Call> calls, int spent) {
        assertThat(calls)
                .hasSizeGreaterThanOrEqualTo(
                        DEMAND - 2 * installation.gateways().count());
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.answer().expect(200, 429).status() == 200
                            || call.answer().code().equals("900804"))
                    .as(call.answer().body())
                    .isTrue();
            assertThat(call.took()).isLessThan(LONGEST);
        });
        List<Call> inside = calls.stream()
                .filter(call -> call.at().compareTo(Duration.ofSeconds(PERIOD_SECONDS)) < 0)
                .toList();
        assertThat(spent + passed(inside)).as("passed in the window").isLessThanOrEqualTo(MOST);
    }

    private static long passed(List<Call> calls) {
        return calls.stream().filter(call -> call.answer().status() == 200).count();
    }

    /** Redis is started again, the outage ends, and then exactly the plan passes. */
    private void countsGoOn(Subscribed subscribed) {
        await("each gateway to pass a call that the Traffic Manager has counted")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> installation.gateways().get(api.path("/again"), subscribed.token()).stream()
                        .allMatch(answer -> answer.status() == 200
                                && answer.header("RateLimit").isPresent()));
        reset(subscribed);
        long start = System.nanoTime();
        List<Answer> answers = installation.gateways().spread(PLAN + 15, api.path("/exact"), subscribed.token());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the calls fit into one period")
                .isLessThan(Duration.ofSeconds(PERIOD_SECONDS));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(PLAN);
        assertThat(answers.getLast().expect(429).code()).isEqualTo("900804");
    }
}
