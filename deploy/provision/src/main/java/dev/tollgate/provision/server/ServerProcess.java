package dev.tollgate.provision.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process of a server, at work in its own data directory. It gets a session of its own, so that the Ctrl-C meant for the program
 * that started it leaves it alone until that program stops it in order.
 */
public final class ServerProcess {

    private static final long LARGEST_LOG = 20L << 20;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server whose working directory is its data directory; what it says is added to the log. */
    public static ServerProcess start(
            List<String> command, Path directory, Optional<SystemUser> user, Path log, String input) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
                Files.move(
                        log,
                        log.resolveSibling(log.getFileName() + ".1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            List<String> words = new ArrayList<>();
            program("setsid").ifPresent(setsid -> words.add(setsid.toString()));
            user.ifPresent(some -> words.addAll(some.prefix()));
            words.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            plain(builder.environment());
            Process process = builder.start();
            try (var stdin = process.outputWriter()) {
                stdin.write(input);
            }
            return new ServerProcess(process);
        } catch (IOException e) {
            throw new ProvisionException(
                    "Could not start " + Path.of(command.getFirst()).getFileName() + " in " + directory + ": "
                            + e.getMessage() + ".",
                    e);
        }
    }

    /** Runs a program to its end and gives what it said. */
    public static Outcome run(List<String> command, Path directory, Optional<SystemUser> user) {
        List<String> words = new ArrayList<>();
        user.ifPresent(some -> words.addAll(some.prefix()));
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
        plain(builder.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                return new Outcome(process.waitFor(), text);
            }
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    public record Outcome(int status, String output) {}

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Sends a signal by its name and waits for the end; a server that does not end in time is killed. */
    public void stop(String signal, Duration patience) {
        stop(process.toHandle(), signal, patience);
    }

    /** Processes of a program that work in a directory: what a killed launcher left behind, found without trusting any file. */
    public static List<ProcessHandle> find(String program, Path directory) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            Path wanted = directory.toRealPath();
            for (Path process : processes) {
                if (worksIn(process, program, wanted)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    /** Stops what {@link #find} finds: first in order, then by force. */
    public static void stopAll(String program, Path directory, String signal, Duration patience) {
        List<ProcessHandle> left = find(program, directory);
        // the first process is the parent of the others and stops them itself
        left.stream()
                .filter(process ->
                        left.stream().noneMatch(process.parent().stream().toList()::contains))
                .forEach(process -> stop(process, signal, patience));
        find(program, directory).forEach(process -> stop(process, "KILL", patience));
    }

    private static void stop(ProcessHandle process, String signal, Duration patience) {
        signal(process, signal);
        if (!ended(process, patience)) {
            signal(process, "KILL");
            ended(process, patience);
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return !process.isAlive();
        }
    }

    private static void signal(ProcessHandle process, String signal) {
        // Java sends TERM and KILL only; the shell's kill is built in and needs no package
        run(
                List.of("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(process.pid())),
                Path.of("/"),
                Optional.empty());
    }

    private static boolean worksIn(Path process, String program, Path directory) {
        try {
            Path name = Files.readSymbolicLink(process.resolve("exe")).getFileName();
            return name != null
                    && name.toString().startsWith(program)
                    && Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (IOException e) {
            return false; // another user's process, or one that has just ended
        }
    }

    static Optional<Path> program(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin:/usr/sbin:/sbin";
        return Arrays.stream(path.split(":"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Nothing of the caller's environment steers a server: no locale, no PGPORT, no preloaded library. */
    private static void plain(Map<String, String> environment) {
        environment.clear();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LC_ALL", "C.UTF-8"); // file names may have any letters
        environment.put("TZ", "UTC");
    }

    private static ProvisionException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProvisionException("Interrupted while a server was starting or stopping.", e);
    }
}
