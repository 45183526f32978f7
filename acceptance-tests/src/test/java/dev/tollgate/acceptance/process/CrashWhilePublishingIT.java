package dev.tollgate.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.Launcher;
import dev.tollgate.acceptance.people.Administrator;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Provider;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The JVM killed in the middle of publishing, then started again: published everywhere or not at all. */
class CrashWhilePublishingIT {

    /** One in the tests of every day; {@code -Dtollgate.acceptance.rounds=20} for the long run. */
    private static final int ROUNDS = Integer.getInteger("tollgate.acceptance.rounds", 1);

    private static final int APIS = 6;

    /** Publishing one API takes some tens of milliseconds: the kill falls among the APIs of a round. */
    private static final int LATEST_KILL_MILLIS = 400;

    @Test
    void afterAKillEveryApiIsPublishedEverywhereOrNowhere() throws Exception {
        try (Launcher launcher = Launcher.withGateways(2);
                EchoBackend backend = EchoBackend.start("127.0.0.1")) {
            Installation installation = Installation.at(launcher.up(), launcher.data());
            Provider alice = new Provider(
                    new Administrator(installation).user("alice", "Internal/creator", "Internal/publisher"));
            for (int round = 0; round < ROUNDS; round++) {
                List<Api> apis = IntStream.range(0, APIS)
                        .mapToObj(number -> alice.create(ApiDraft.on(backend.url())))
                        .toList();
                Set<String> acknowledged = publishUntilKilled(installation, alice, apis);
                Installation killed = installation;
                installation = Installation.at(launcher.up(), launcher.data());
                assertThat(installation.addresses().front())
                        .isEqualTo(killed.addresses().front());
                for (Api api : apis) {
                    wholeOrNotAtAll(installation, alice, api, acknowledged.contains(api.id()));
                }
            }
        }
    }

    /** Kills the JVM while APIs are being published; returns the ids of those whose publication was acknowledged. */
    private static Set<String> publishUntilKilled(Installation installation, Provider alice, List<Api> apis)
            throws InterruptedException {
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread publishing = Thread.ofVirtual().start(() -> {
            for (Api api : apis) {
                started.countDown();
                try {
                    if (alice.publishAndWait(api).status() == 200) {
                        acknowledged.add(api.id());
                    }
                } catch (UncheckedIOException e) {
                    return; // killed
                }
            }
        });
        started.await();
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LATEST_KILL_MILLIS));
        ProcessHandle jvm = ProcessHandle.of(installation.addresses().pid()).orElseThrow();
        jvm.destroyForcibly();
        publishing.join(Duration.ofSeconds(60));
        jvm.onExit().join();
        return acknowledged;
    }

    private static void wholeOrNotAtAll(Installation installation, Provider alice, Api api, boolean acknowledged) {
        String state = alice.api()
                .get("/apis/" + api.id() + "/lifecycle-state")
                .expect(200)
                .text("state");
        Answer inStore = installation.store(Authorization.NONE).get("/apis/" + api.id());
        if (acknowledged) {
            assertThat(state).as("what was acknowledged stays").isEqualToIgnoringCase("Published");
        }
        if (state.equalsIgnoreCase("Published")) {
            inStore.expect(200);
            installation
                    .gateways()
                    .untilEachAnswers(401, api.path("/x"), Authorization.NONE)
                    .forEach(answer -> assertThat(answer.code()).isEqualTo("900902"));
        } else {
            inStore.expect(404);
            installation.gateways().get(api.path("/x"), Authorization.NONE).forEach(answer -> answer.expect(404));
            // and it can be published now
            alice.publishAndWait(api).expect(200);
            installation.gateways().untilEachAnswers(401, api.path("/x"), Authorization.NONE);
        }
    }
}
