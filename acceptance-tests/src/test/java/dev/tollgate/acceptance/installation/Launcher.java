package dev.tollgate.acceptance.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Starts and stops an installation of its own with {@code ./tollgate}, in a data directory of its own. */
public final class Launcher implements AutoCloseable {

    private static final Path SCRIPT = Path.of(System.getProperty("tollgate.launcher", "../tollgate"))
            .toAbsolutePath()
            .normalize();
    private static final List<Integer> PORTS =
            List.of(9443, 9763, 8243, 8280, 8253, 8290, 9280, 9290, 10280, 10290, 11443);
    private static final long PATIENCE_MINUTES = 5;

    private final Path data;
    private final int offset;
    private final int gateways;

    private Launcher(Path data, int offset, int gateways) {
        this.data = data;
        this.offset = offset;
        this.gateways = gateways;
    }

    public static Launcher withGateways(int gateways) {
        try {
            Path data = Files.createTempDirectory("tollgate-acceptance-");
            return new Launcher(data, freeOffset(), gateways);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when every service is ready. May be called again after a stop or a crash: the data is still there. */
    public Addresses up() {
        return Addresses.parse(run(
                "up",
                "-o",
                "json",
                "--data",
                data.toString(),
                "--port-offset",
                "" + offset,
                "--gateways",
                "" + gateways));
    }

    public void down() {
        run("down", "--data", data.toString());
    }

    public Path data() {
        return data;
    }

    @Override
    public void close() {
        down();
    }

    /** Runs the script; its progress goes to a file beside the test reports, its answer is returned. */
    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        try {
            Path log =
                    Files.createDirectories(Path.of("target").toAbsolutePath()).resolve("launcher.log");
            Path answer = Files.createTempFile("tollgate-answer-", ".json");
            Process process = new ProcessBuilder(command)
                    .directory(SCRIPT.resolveSibling("").toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectOutput(answer.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " took longer than " + PATIENCE_MINUTES + " min; see " + log);
            }
            String said = Files.readString(answer, StandardCharsets.UTF_8);
            Files.delete(answer);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        command + " ended with " + process.exitValue() + ": " + said + "; see " + log);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(5, 220) * 100)
                .limit(100)
                .filter(offset -> PORTS.stream().allMatch(port -> free(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports"));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
