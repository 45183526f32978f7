package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.installation.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@OnTollgate
class DemoIT {

    private final Installation installation;

    DemoIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void theDemoWalksFromImportToA429AndCanBeRunAgain() throws Exception {
        assumeThat(installation.data().resolve("run/sample-backend")).exists();
        for (int run = 1; run <= 2; run++) {
            Script.Outcome demo =
                    Script.run("demo", "--data", installation.data().toString());

            assertThat(demo.status()).as("%s%n%s", demo.output(), demo.errors()).isZero();
            assertThat(demo.output()).contains("curl -sS", "200 ", "\n   429", "Retry-After: ");
            assertNoSecretIn(demo.output());
        }
    }

    @Test
    void aPrintedCurlLineWorksInAShell() throws Exception {
        assumeThat(installation.data().resolve("run/sample-backend")).exists();
        String data = installation.data().toString();
        String line = Script.run("demo", "--data", data)
                .output()
                .lines()
                .filter(printed -> printed.contains("$ curl") && printed.contains("/oauth2/token"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("^ *\\$ ", "");

        Process shell = new ProcessBuilder("sh", "-c", ". " + data + "/run/demo.env; " + line)
                .redirectErrorStream(true)
                .start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).as(answer).isZero();
        assertThat(answer).contains("access_token");
    }

    private void assertNoSecretIn(String output) throws IOException {
        Path variables = installation.data().resolve("run/demo.env");
        for (String line : Files.readAllLines(variables)) {
            if (!line.startsWith("SUBSCRIBER=")) {
                String value = line.substring(line.indexOf('\'') + 1, line.length() - 1);
                assertThat(output).doesNotContain(value);
            }
        }
    }
}
