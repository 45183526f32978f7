package dev.tollgate.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Figures of the whole, one command each, printed as Markdown lines for {@code docs/performance.md}.
 *
 * <p>{@code start}: from {@code up}, already built, to the first proxied 200. {@code memory}: of the whole process tree after a load
 * run. {@code throughput}: a secured, subscribed and throttled call through the gateway against a tuned bare Spring Cloud Gateway
 * route, on one pinned core each, in interleaved blocks, after an A/A comparison of the peer with itself.
 */
public final class Benchmarks {

    private static final int BACKEND_PORT = 18_099;
    private static final int PEER_PORT = 18_098;
    private static final int PORT_OFFSET = 2_000;
    private static final int CONNECTIONS = 32;

    private final Path project;
    private final String java = ProcessHandle.current().info().command().orElse("java");
    private final List<Process> started = new ArrayList<>();

    private Benchmarks(Path project) {
        this.project = project;
    }

    public static void main(String... args) throws Exception {
        var benchmarks = new Benchmarks(Path.of(args[0]).toAbsolutePath().normalize());
        try {
            System.out.println("- machine: " + Machine.describe());
            switch (args.length > 1 ? args[1] : "") {
                case "start" -> benchmarks.start(5);
                case "memory" -> benchmarks.memory();
                case "throughput" -> benchmarks.throughput(7, 8);
                default -> {
                    System.err.println("usage: benchmarks/run start|memory|throughput");
                    System.exit(2);
                }
            }
        } finally {
            benchmarks.started.forEach(Process::destroyForcibly);
        }
    }

    /** The first start makes database and certificates; later ones find them. Both are told. */
    private void start(int rounds) throws IOException, InterruptedException {
        backend();
        var first = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            Path data = Files.createTempDirectory("tollgate-start");
            var fresh = Installation.up(project, data, PORT_OFFSET);
            String token = new Journey(fresh).run("http://127.0.0.1:" + BACKEND_PORT);
            down(data);
            var second = Installation.up(project, data, PORT_OFFSET);
            call(second.gateway(0), token);
            again.add((System.nanoTime() - second.startedInNanos()) / 1e9);
            second.close();
            Path other = Files.createTempDirectory("tollgate-start");
            long began = System.nanoTime();
            var another = Installation.up(project, other, PORT_OFFSET);
            double up = (System.nanoTime() - began) / 1e9;
            first.add(up);
            another.close();
        }
        System.out.println("- first start, `up` to ready: " + Figures.of(first).show("%.1f") + " s");
        System.out.println("- later start, `up` to the first proxied 200: "
                + Figures.of(again).show("%.1f") + " s");
    }

    private void memory() throws IOException, InterruptedException {
        backend();
        Path data = Files.createTempDirectory("tollgate-memory");
        try (var installation = Installation.up(project, data, PORT_OFFSET)) {
            String token = new Journey(installation).run("http://127.0.0.1:" + BACKEND_PORT);
            var load = Load.of(
                    installation.gateway(0) + "/bench/1.0/pets", bearer(token), 60, CONNECTIONS, installation.pid());
            var tree = ProcessTree.of(installation);
            System.out.printf(
                    Locale.ROOT,
                    "- after 60 s at %.0f calls/s (%d failed): %.0f MiB resident in %d processes, shared pages once"
                            + " (%.0f MiB counting them in each)%n",
                    load.perSecond(),
                    load.errors(),
                    tree.proportionalMiB(),
                    tree.pids().size(),
                    tree.residentMiB());
        }
    }

    private void throughput(int pairs, int seconds) throws IOException, InterruptedException {
        backend();
        Process peer = java(BareGatewayApplication.class, PEER_PORT, "http://127.0.0.1:" + BACKEND_PORT);
        Path data = Files.createTempDirectory("tollgate-throughput");
        try (var installation = Installation.up(project, data, PORT_OFFSET, "--gateways", "2")) {
            String token = new Journey(installation).run("http://127.0.0.1:" + BACKEND_PORT);
            String gateway = installation.gateway(1);
            long gatewayPid = listeningOn(URI.create(gateway).getPort());
            pin(gatewayPid);
            pin(peer.pid());
            String ours = gateway + "/bench/1.0/pets";
            String theirs = "http://127.0.0.1:" + PEER_PORT + "/pets";
            for (int warmUp = 0; warmUp < 3; warmUp++) {
                Load.of(theirs, List.of(), 10, CONNECTIONS, peer.pid());
                Load.of(ours, bearer(token), 10, CONNECTIONS, gatewayPid);
            }
            var same = new ArrayList<Double>();
            for (int pair = 0; pair < 3; pair++) {
                double one = Load.of(theirs, List.of(), seconds, CONNECTIONS, peer.pid())
                        .perSecond();
                double two = Load.of(theirs, List.of(), seconds, CONNECTIONS, peer.pid())
                        .perSecond();
                same.add(one / two);
            }
            var ratio = new ArrayList<Double>();
            var cpu = new ArrayList<Double>();
            var peerCpu = new ArrayList<Double>();
            var rate = new ArrayList<Double>();
            var peerRate = new ArrayList<Double>();
            long failed = 0;
            for (int pair = 0; pair < pairs; pair++) {
                Load mine = Load.of(ours, bearer(token), seconds, CONNECTIONS, gatewayPid);
                Load bare = Load.of(theirs, List.of(), seconds, CONNECTIONS, peer.pid());
                ratio.add(mine.perSecond() / bare.perSecond());
                cpu.add(mine.cpuMicros());
                peerCpu.add(bare.cpuMicros());
                rate.add(mine.perSecond());
                peerRate.add(bare.perSecond());
                failed += mine.errors() + bare.errors();
            }
            System.out.println(
                    "- A/A, the peer against itself: " + Figures.of(same).show("%.3f"));
            System.out.println("- secured and throttled call ÷ bare Spring Cloud Gateway route: "
                    + Figures.of(ratio).show("%.3f") + " over " + pairs + " pairs of " + seconds + " s, " + failed
                    + " failed calls");
            System.out.println(
                    "- calls/s on one core: Tollgate " + Figures.of(rate).show("%.0f") + ", peer "
                            + Figures.of(peerRate).show("%.0f"));
            System.out.println(
                    "- processor µs a call: Tollgate " + Figures.of(cpu).show("%.1f") + ", peer "
                            + Figures.of(peerCpu).show("%.1f"));
        }
    }

    private void backend() throws IOException, InterruptedException {
        Process backend = java(FixedBackend.class, BACKEND_PORT);
        new ProcessBuilder("taskset", "-a", "-p", "-c", "1", Long.toString(backend.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void pin(long pid) throws IOException, InterruptedException {
        new ProcessBuilder("taskset", "-a", "-p", "-c", "0", Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Process java(Class<?> main, int port, String... more) throws IOException, InterruptedException {
        // as Tollgate's gateways run
        var command = new ArrayList<>(List.of(java, "-Xmx512m", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 25) {
            command.add("-XX:+UseCompactObjectHeaders");
        }
        command.addAll(List.of(
                "-cp",
                project.resolve("benchmarks/target/classes") + ":" + project.resolve("benchmarks/target/lib") + "/*",
                main.getName(),
                Integer.toString(port)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        started.add(process);
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(main.getSimpleName() + " did not start on port " + port);
            }
            Thread.onSpinWait();
        }
        return process;
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The gateway process that serves a port: its command line names it, or the launcher's own JVM does. */
    private static long listeningOn(int port) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    String line = ProcessTree.commandLine(pid);
                    return line.contains("java") && line.contains("http-port=" + port);
                })
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no gateway process names port " + port));
    }

    private static void call(String gateway, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/bench/1.0/pets"))
                .header("Authorization", "Bearer " + token)
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("the first call answered " + status);
        }
    }

    private void down(Path data) throws IOException, InterruptedException {
        new ProcessBuilder(project.resolve("tollgate").toString(), "down", "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static List<String> bearer(String token) {
        return List.of("Authorization: Bearer " + token);
    }
}
