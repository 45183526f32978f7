package dev.tollgate.cli.database;

import dev.tollgate.provision.database.RolePasswords;
import dev.tollgate.provision.server.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The services' database passwords as a file of mode 0600, {@code role=password} a line. */
final class RolePasswordFile {

    private RolePasswordFile() {}

    /** The passwords of the file, or new random ones written to it. */
    static RolePasswords at(Path file) throws IOException {
        if (!Files.exists(file)) {
            RolePasswords made = RolePasswords.random();
            Secrets.write(
                    file,
                    new TreeMap<>(made.byRole())
                            .entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                    .collect(Collectors.joining()));
            return made;
        }
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                passwords.put(line.substring(0, equals).strip(), line.substring(equals + 1));
            }
        }
        return new RolePasswords(passwords);
    }
}
