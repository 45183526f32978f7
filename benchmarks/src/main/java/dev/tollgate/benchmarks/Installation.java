package dev.tollgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Tollgate of the benchmark's own, in a temporary data directory, as {@code ./tollgate up -o json} describes it. */
final class Installation implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path project;
    private final Path data;
    private final JsonNode description;
    private final long startedInNanos;

    private Installation(Path project, Path data, JsonNode description, long startedInNanos) {
        this.project = project;
        this.data = data;
        this.description = description;
        this.startedInNanos = startedInNanos;
    }

    static Installation up(Path project, Path data, int portOffset, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                project.resolve("tollgate").toString(),
                "up",
                "-o",
                "json",
                "--data",
                data.toString(),
                "--port-offset",
                Integer.toString(portOffset)));
        command.addAll(List.of(more));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String json = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("./tollgate up failed");
        }
        return new Installation(project, data, JSON.readTree(json), began);
    }

    String front() {
        return description.path("front").asString();
    }

    String gateway(int index) {
        JsonNode gateways = description.path("gateways");
        return index == 0 ? description.path("gateway").asString() : url(gateways.get(index));
    }

    private static String url(JsonNode gateway) {
        return gateway.isString() ? gateway.asString() : gateway.path("gateway").asString();
    }

    String tokenEndpoint() {
        return description.path("tokenEndpoint").asString();
    }

    long pid() {
        return description.path("pid").asLong();
    }

    long startedInNanos() {
        return startedInNanos;
    }

    String adminPassword() throws IOException {
        return JSON.readTree(Files.readString(
                        Path.of(description.path("credentialsFile").asString())))
                .path("admin")
                .path("password")
                .asString();
    }

    Path data() {
        return data;
    }

    @Override
    public void close() throws IOException {
        Process down = new ProcessBuilder(project.resolve("tollgate").toString(), "down", "--data", data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        down.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
