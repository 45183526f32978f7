package dev.tollgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.store.testing.RunningStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageIT {

    /** 3 s is the promise; a test machine gets five times that. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void aFrozenDatabaseAnswers503InTimeAndTheStoreRecoversByItself() throws Exception {
        String application = STORE.application("bob");
        signal("STOP");
        try {
            for (int round = 0; round < 3; round++) {
                for (String path : List.of("/applications", "/apis", "/applications/" + application)) {
                    unavailable(() -> STORE.get("bob", path));
                }
                String name = "frozen-" + round;
                unavailable(
                        () -> STORE.post("bob", "/applications", Map.of("name", name, "throttlingPolicy", "10PerMin")));
            }
        } finally {
            signal("CONT");
        }
        await().atMost(Duration.ofSeconds(50))
                .untilAsserted(() -> assertThat(
                                STORE.get("bob", "/applications/" + application).status())
                        .isEqualTo(200));
    }

    private static void unavailable(java.util.function.Supplier<RunningStore.Answer> call) {
        long start = System.nanoTime();
        var answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.raw().body()).doesNotContain("jdbc").doesNotContain("Exception");
    }

    /** To the server and all its children. */
    private static void signal(String name) throws IOException, InterruptedException {
        ProcessHandle server = ProcessHandle.of(RealPostgres.get().pid()).orElseThrow();
        List<String> pids = Stream.concat(Stream.of(server), server.descendants())
                .map(process -> Long.toString(process.pid()))
                .toList();
        var command = new java.util.ArrayList<>(List.of("kill", "-" + name));
        command.addAll(pids);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
