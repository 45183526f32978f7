package dev.tollgate.acceptance.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./tollgate} as a user runs it. */
public final class Script {

    private static final Path SCRIPT = Path.of(System.getProperty("tollgate.launcher", "../tollgate"))
            .toAbsolutePath()
            .normalize();
    private static final long PATIENCE_MINUTES = 5;

    private Script() {}

    /** What a run said and how it ended. */
    public record Outcome(int status, String output, String errors) {}

    /** Runs it to its end. */
    public static Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** With these variables beside the usual ones. */
    public static Outcome run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("tollgate-output-", ".txt");
            Path errors = Files.createTempFile("tollgate-errors-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(SCRIPT.resolveSibling("").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            // what is tested is what the build made, which came just before
            builder.environment().put("TOLLGATE_BUILD", "never");
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        command + " took longer than " + PATIENCE_MINUTES + " min: " + Files.readString(errors));
            }
            Outcome outcome = new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
            Files.delete(output);
            Files.delete(errors);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
