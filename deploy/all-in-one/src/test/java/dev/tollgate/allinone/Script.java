package dev.tollgate.allinone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The script {@code ./tollgate} on what this module's build has laid out. */
final class Script {

    static final Path FILE = Path.of("..", "..", "tollgate").toAbsolutePath().normalize();

    private Script() {}

    record Outcome(int status, String out, String err) {

        /** The value of a name in the JSON that was printed. */
        String value(String name) {
            return out.replaceFirst("(?s).*\"" + name + "\": \"?([^\",}]*).*", "$1");
        }
    }

    static Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return run(FILE, environment, arguments);
    }

    static Outcome run(Path file, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile("tollgate", ".out");
        Path err = Files.createTempFile("tollgate", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put("TOLLGATE_BUILD", "never");
            builder.environment().putAll(environment);
            int status = builder.start().waitFor();
            return new Outcome(
                    status,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    static Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }
}
