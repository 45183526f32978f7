package dev.tollgate.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.installation.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First starts that others could reach, with a secret that they would try. None listens anywhere: they give up before. */
@Tag("A18")
class FirstStartIT {

    private static final String ADMIN_PASSWORD = "tollgate.key-manager.user.admin-password";

    @ParameterizedTest
    @ValueSource(strings = {"password1234", "correct-horse-battery-staple", "admin"})
    void theLauncherRefusesAndSaysWhich(String password, @TempDir Path data) throws IOException {
        Script.Outcome outcome = Script.run(
                Map.of("TOLLGATE_ADMIN_PASSWORD", password),
                "up",
                "--listen",
                "0.0.0.0",
                "--port-offset",
                "7700",
                "--data",
                data.toString());

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.errors()).contains("TOLLGATE_ADMIN_PASSWORD").doesNotContain(password + " ");
        try (Stream<Path> made = Files.walk(data)) {
            assertThat(made.map(path -> path.getFileName().toString()))
                    .doesNotContain("credentials.json", "secrets.properties");
        }
    }

    @Test
    void aKeyManagerAloneRefusesAndSaysWhich(@TempDir Path directory) {
        try (Machine machine = Machine.prepare(directory)) {
            Map<String, String> reachable =
                    Map.of("tollgate.public-url", "https://apis.example", ADMIN_PASSWORD, "Changeme1234");
            try (ServiceProcess keyManager = machine.start("key-manager", reachable)) {
                assertThat(keyManager.failure())
                        .contains("The setting " + ADMIN_PASSWORD + " is one of the commonest passwords");
            }
        }
    }
}
