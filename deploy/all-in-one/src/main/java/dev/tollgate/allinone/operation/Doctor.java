package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.installation.Ports;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.SystemUser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for what keeps an installation from starting or working, and says what to do about each thing. */
public final class Doctor {

    private static final long GOOD_SPACE = 1L << 30;
    private static final int GOOD_MEMORY_MB = 1200;

    private final Options options;
    private final DataDirectory data;
    private final PrintStream out;
    private boolean healthy = true;

    public Doctor(Options options, PrintStream out) {
        this.options = options;
        this.data = new DataDirectory(options.data());
        this.out = out;
    }

    public int run() {
        machine();
        space();
        user();
        boolean running = data.launcher().isPresent();
        if (running) {
            servers();
            check(
                    new Status(options, quiet()).run() == 0,
                    "every service is ready",
                    "see ./tollgate status and ./tollgate logs");
        } else {
            ports();
            leftOver();
        }
        return healthy ? 0 : 1;
    }

    private void machine() {
        Runtime.Version java = Runtime.version();
        check(
                java.feature() >= 21,
                "Java " + java + " at " + System.getProperty("java.home"),
                "install a JDK 21 or later");
        String architecture = System.getProperty("os.arch");
        check(
                System.getProperty("os.name").equals("Linux") && architecture.equals("amd64"),
                "Linux on x86-64 (" + System.getProperty("os.name") + ", " + architecture + ")",
                "the embedded PostgreSQL and Redis need Linux on x86-64: use the container images elsewhere");
        long memory = availableMemory();
        check(
                memory < 0 || memory >= GOOD_MEMORY_MB || data.launcher().isPresent(),
                "memory: " + memory + " MB available",
                "an installation takes up to 1 GB: end something else first");
    }

    private void space() {
        Path existing = existing(data.path());
        try {
            long space = Files.getFileStore(existing).getUsableSpace();
            check(space >= GOOD_SPACE, "disk: " + (space >> 20) + " MB free for " + data.path(), "free some space");
        } catch (IOException e) {
            check(false, "disk of " + existing, String.valueOf(e.getMessage()));
        }
        check(
                Files.isWritable(existing),
                "write permission in " + existing,
                "start as the user who owns it, or choose another place with --data");
    }

    private void user() {
        if (!SystemUser.root()) {
            check(true, "an ordinary user: the servers run as the same", "");
            return;
        }
        try {
            String name = EmbeddedPostgres.userOf(data.postgres())
                    .map(SystemUser::name)
                    .orElse("");
            check(!name.isEmpty(), "root: PostgreSQL and Redis run as user " + name, "add a user named tollgate");
        } catch (ProvisionException e) {
            check(false, "root", String.valueOf(e.getMessage()));
        }
    }

    private void ports() {
        try {
            Ports.requireFree(options);
            check(true, "all ports are free (offset " + options.portOffset() + ")", "");
        } catch (ProvisionException e) {
            check(false, "ports (offset " + options.portOffset() + ")", String.valueOf(e.getMessage()));
        }
    }

    private void leftOver() {
        boolean left = EmbeddedPostgres.running(data.postgres()) || EmbeddedRedis.running(data.redis());
        check(
                !left,
                "no server runs without its launcher",
                "./tollgate up takes over from them, ./tollgate down stops them");
    }

    private void servers() {
        ServerSettings settings = ServerSettings.ask(data);
        check(
                settings.postgresDurable(),
                "PostgreSQL " + settings.postgres(),
                "fsync and synchronous_commit must be on: remove what turned them off");
        check(
                settings.redisDurable(),
                "Redis " + settings.redis(),
                "Redis must run with appendonly yes and noeviction: remove what changed them");
    }

    private void check(boolean good, String what, String next) {
        healthy &= good;
        out.println((good ? "ok    " : "WRONG ") + what + (good || next.isEmpty() ? "" : ": " + next));
    }

    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }

    private static PrintStream quiet() {
        return new PrintStream(java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long availableMemory() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                }
            }
        } catch (IOException e) {
            return -1;
        }
        return -1;
    }
}
