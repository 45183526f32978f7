package dev.tollgate.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.provision.server.LoopbackPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an installation, with the real services, by the script alone. */
class PatternOneIT {

    private static final String PASSWORD = "first & \"only\" w\u00f6rd";

    @TempDir
    Path directory;

    private final int offset = freeOffset();

    @AfterEach
    void stop() throws Exception {
        Script.run("down", "--data", data().toString());
        assertThat(processesIn(directory)).isEmpty();
    }

    @Test
    void anInstallationStartsRefusesASecondOneRecoversFromAKillAndStops() throws Exception {
        Script.Outcome first = up("TOLLGATE_ADMIN_PASSWORD", PASSWORD);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .matches("(?s)\\{\"front\": \"http://localhost:\\d+\", \"frontTls\": .*\"pid\": \\d+}\\s");
        assertThat(Files.readString(Path.of(first.value("credentialsFile")))).contains("\"username\": \"admin\"");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Path.of(first.value("credentialsFile")))))
                .isEqualTo("rw-------");
        HttpResponse<String> home = get(first.value("front") + "/");
        assertThat(home.headers().firstValue("location")).as("%s", home).hasValue("/store");
        assertThat(get(first.value("front") + "/store").body()).contains("<title>");
        assertThat(get(first.value("front") + "/actuator/health").statusCode()).isEqualTo(404);
        assertThat(get(first.value("front") + "/api/am/publisher/v4/apis").statusCode())
                .isEqualTo(401);
        assertThat(Script.run("status", "--data", data().toString()).status()).isZero();
        assertThat(Script.run("doctor", "--data", data().toString()).out()).doesNotContain("WRONG");

        Script.Outcome second = up("TOLLGATE_ADMIN_PASSWORD", PASSWORD);
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.err())
                .contains("already runs on")
                .contains("./tollgate down")
                .doesNotContain("\tat ");
        Script.Outcome elsewhere =
                Script.run("up", "--data", directory.resolve("other").toString(), "--port-offset", "" + offset);
        assertThat(elsewhere.status()).isEqualTo(1);
        assertThat(elsewhere.err()).containsPattern("taken by another program: start with --port-offset \\d+");

        ProcessHandle jvm = ProcessHandle.of(Long.parseLong(first.value("pid"))).orElseThrow();
        jvm.destroyForcibly();
        jvm.onExit().join();
        assertThat(Script.run("status", "--data", data().toString()).status()).isEqualTo(3);
        Script.Outcome again = up("TOLLGATE_ADMIN_PASSWORD", "another");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).contains("the password stays as it is");

        Script.Outcome down = Script.run("down", "--data", data().toString());
        assertThat(down.status()).as(down.err()).isZero();
        assertThat(Script.run("status", "--data", data().toString()).status()).isEqualTo(3);
        assertThat(processesIn(directory)).isEmpty();
    }

    @Test
    void damagedDataIsNamedAndNothingIsLeftRunning() throws Exception {
        Files.createDirectories(data().resolve("postgresql/data"));
        Files.writeString(data().resolve("postgresql/superuser-password"), "x");
        Files.writeString(data().resolve("postgresql/data/PG_VERSION"), "17\n");
        Script.Outcome outcome = up("UNUSED", "");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("tollgate: The database in")
                .contains("damaged")
                .contains("move it away");
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(processesIn(directory)).isEmpty();
    }

    private Script.Outcome up(String variable, String value) throws Exception {
        return Script.run(
                Map.of(variable, value), "up", "-o", "json", "--data", data().toString(), "--port-offset", "" + offset);
    }

    private Path data() {
        return directory.resolve("da ta");
    }

    private static HttpResponse<String> get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Everything that up starts works somewhere in the data directory. */
    private static List<String> processesIn(Path directory) throws Exception {
        Path real = directory.toRealPath();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> {
                        try {
                            return Files.readSymbolicLink(process.resolve("cwd"))
                                    .startsWith(real);
                        } catch (java.io.IOException e) {
                            return false; // it has just ended
                        }
                    })
                    .map(Path::toString)
                    .toList();
        }
    }

    /** Below the ports of outgoing connections: any of those may take a port between this look and the start of the front. */
    private static int freeOffset() {
        return IntStream.iterate(500, offset -> offset < 9_400, offset -> offset + 7)
                .filter(offset ->
                        IntStream.of(9443, 9763, 8243, 8280, 10280).allMatch(port -> LoopbackPort.free(port + offset)))
                .findFirst()
                .orElseThrow();
    }
}
