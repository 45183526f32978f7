package dev.tollgate.cli.demo;

import dev.tollgate.cli.rest.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shell variables of the printed curl lines, kept in {@code run/demo.env} (mode 0600) so that the lines can be run
 * by hand and a second demo finds its subscriber again.
 */
final class DemoVariables {

    private final Path file;
    private final Map<String, String> values;

    private DemoVariables(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    static DemoVariables in(Path directory) throws IOException {
        Path file = directory.resolve("demo.env");
        Map<String, String> values = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
                }
            }
        }
        return new DemoVariables(file, values);
    }

    Path file() {
        return file;
    }

    Optional<String> value(String variable) {
        return Optional.ofNullable(values.get(variable));
    }

    Secret keep(String variable, String value) throws IOException {
        values.put(variable, value);
        write();
        return new Secret(variable, value);
    }

    private void write() throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
                file,
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining()));
    }

    private static String unquoted(String word) {
        String inner = word.length() >= 2 ? word.substring(1, word.length() - 1) : word;
        return inner.replace("'\\''", "'");
    }
}
