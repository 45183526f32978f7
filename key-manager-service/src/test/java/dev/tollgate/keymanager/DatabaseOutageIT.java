package dev.tollgate.keymanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import dev.tollgate.platform.testing.RealPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseOutageIT {

    private final Http http = Http.atKeyManager();
    private final TestUser bob = TestUsers.user("bob", "Internal/subscriber");

    @Test
    void whileTheDatabaseIsFrozenEverythingAnswers503AndGoesOnAfterwards() throws Exception {
        TestClient client = TestUsers.client(bob, "client_credentials", "OAUTH");
        Supplier<Answer> token =
                () -> http.postForm("/oauth2/token", List.of("grant_type", "client_credentials"), client.basic());
        assertThat(token.get().status()).isEqualTo(200);

        signal("-STOP");
        try {
            Answer noToken = within3Seconds(token);
            assertThat(noToken.text("error")).isEqualTo("temporarily_unavailable");
            assertThat(within3Seconds(() -> http.get("/scim2/Users", Http.admin()))
                            .status())
                    .isEqualTo(503);
            assertThat(http.get("/oauth2/jwks").status()).isEqualTo(200);
        } finally {
            signal("-CONT");
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> token.get().status() == 200);
    }

    /** The bound of the design, asserted at five times its value. */
    private static Answer within3Seconds(Supplier<Answer> call) {
        long started = System.nanoTime();
        Answer answer = call.get();
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertThat(took).isLessThan(Duration.ofSeconds(15));
        System.getLogger(DatabaseOutageIT.class.getName())
                .log(System.Logger.Level.INFO, "503 after {0} ms", took.toMillis());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        return answer;
    }

    private static void signal(String signal) throws IOException, InterruptedException {
        ProcessHandle server = ProcessHandle.of(RealPostgres.get().pid()).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(server), server.descendants())
                .forEach(process -> command.add(Long.toString(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
