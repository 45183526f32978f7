package dev.tollgate.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Http;
import dev.tollgate.acceptance.http.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One service as a process of its own: {@code java -jar} with its own configuration. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String service;
    private final Process process;
    private final Path log;
    private final Http http = Http.plain();
    private final int port;
    private final int management;

    private ServiceProcess(String service, Process process, Path log, int port, int management) {
        this.service = service;
        this.process = process;
        this.log = log;
        this.port = port;
        this.management = management;
    }

    static ServiceProcess start(String service, int port, int management, Map<String, String> configuration) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-jar",
                jar(service).toString()));
        configuration.forEach((key, value) -> command.add("--" + key + "=" + value));
        return start("standalone-" + service, command, port, management);
    }

    /** A service by its whole command line; its log is named after it. */
    static ServiceProcess start(String name, List<String> command, int port, int management) {
        try {
            Path log =
                    Files.createDirectories(Path.of("target").toAbsolutePath()).resolve(name + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ServiceProcess(name, process, log, port, management);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServiceProcess untilReady() {
        Awaitility.await(service + " to be ready; its log is " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as("%s ended; its log is %s", service, log)
                            .isTrue();
                    return ready();
                });
        return this;
    }

    /** For one that does not start: its whole log, when it has ended by itself with a failure. */
    String failure() {
        Awaitility.await(service + " to give up; its log is " + log)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !process.isAlive());
        assertThat(process.exitValue()).as("exit status of %s", service).isNotZero();
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its public address. */
    Rest at(Authorization caller) {
        return new Rest(http, "http://127.0.0.1:" + port, caller);
    }

    /** Its health and metrics. */
    Rest management() {
        return new Rest(http, "http://127.0.0.1:" + management, Authorization.NONE);
    }

    /** Sends SIGTERM and returns at once. */
    void terminate() {
        process.destroy();
    }

    /** Waits until it has ended by itself. */
    void untilEnded(Duration patience) {
        try {
            assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s to end within %s; its log is %s", service, patience, log)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it in order. */
    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean ready() {
        try {
            return management().get("/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException e) {
            return false; // not listening yet
        }
    }

    private static Path jar(String service) {
        Path target =
                Path.of("..", service + "-service", "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no executable jar in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
