package dev.tollgate.acceptance.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Starts and stops an installation of its own with {@code ./tollgate}, in a data directory of its own. */
public final class Launcher implements AutoCloseable {

    private static final List<Integer> PORTS =
            List.of(9443, 9763, 8243, 8280, 8253, 8290, 9280, 9290, 10280, 10290, 11443);

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

    private static String run(String... arguments) {
        Script.Outcome outcome = Script.run(arguments);
        if (outcome.status() != 0) {
            throw new IllegalStateException("./tollgate " + String.join(" ", arguments) + " ended with "
                    + outcome.status() + ": " + outcome.output() + outcome.errors());
        }
        return outcome.output();
    }

    private static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(5, 95) * 100)
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
