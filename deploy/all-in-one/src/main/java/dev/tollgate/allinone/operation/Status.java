package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.allinone.installation.Json;
import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.service.Readiness;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/** Says what runs and what is ready. Exit codes: 0 everything is ready, 1 something is not, 3 nothing runs. */
public final class Status {

    private static final int NOT_READY = 1;
    private static final int NOT_RUNNING = 3;

    private final Options options;
    private final DataDirectory data;
    private final PrintStream out;

    public Status(Options options, PrintStream out) {
        this.options = options;
        this.data = new DataDirectory(options.data());
        this.out = out;
    }

    public int run() {
        OptionalLong launcher = data.launcher();
        Map<String, Object> parts = new LinkedHashMap<>();
        if (launcher.isPresent()) {
            parts.put("postgresql", word(EmbeddedPostgres.running(data.postgres())));
            parts.put("redis", word(EmbeddedRedis.running(data.redis())));
            services()
                    .forEach((name, port) -> parts.put(
                            String.valueOf(name), word(Readiness.ready(Integer.parseInt(String.valueOf(port))))));
        }
        boolean complete = launcher.isPresent()
                && Files.exists(data.answer())
                && parts.values().stream().allMatch("ready"::equals);
        if (options.json()) {
            out.println(Json.text(Json.object(
                    "running", launcher.isPresent(),
                    "ready", complete,
                    "pid", launcher.orElse(0),
                    "data", data.path(),
                    "services", parts)));
        } else {
            print(launcher, parts);
        }
        return complete ? 0 : launcher.isPresent() ? NOT_READY : NOT_RUNNING;
    }

    private void print(OptionalLong launcher, Map<String, Object> parts) {
        if (launcher.isEmpty()) {
            out.println("Tollgate does not run on " + data.path() + ": start it with ./tollgate up.");
            return;
        }
        out.println("Tollgate runs on " + data.path() + " (process " + launcher.getAsLong() + ")"
                + (Files.exists(data.answer()) ? "" : ", still starting"));
        parts.forEach((name, state) -> out.println("  %-16s %s".formatted(name, state)));
    }

    private Map<Object, Object> services() {
        Properties ports = new Properties();
        try (Reader reader = Files.newBufferedReader(data.addresses())) {
            ports.load(reader);
        } catch (IOException e) {
            return Map.of(); // still starting
        }
        return new java.util.TreeMap<>(ports);
    }

    private static String word(boolean ready) {
        return ready ? "ready" : "not ready";
    }
}
