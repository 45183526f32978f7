package dev.tollgate.provision.postgres;

import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why PostgreSQL did not start, read from what it has added to its log, as one sentence with the next thing to do. */
record PostgresFailure(boolean portTaken, String sentence) {

    static PostgresFailure of(Path log, long from, Path directory, int port) {
        String text = text(log, from);
        String line = line(text).orElse("see " + log);
        if (text.contains("Address already in use")) {
            return new PostgresFailure(
                    true, "PostgreSQL's port " + port + " is taken: choose another one, or stop what listens there.");
        }
        if (text.contains("No space left on device")) {
            return new PostgresFailure(false, String.valueOf(diskFull(directory).getMessage()));
        }
        if (text.contains("Permission denied")) {
            return new PostgresFailure(
                    false,
                    "PostgreSQL may not use its files in " + directory + " (" + line
                            + "): start as the user who owns them.");
        }
        if (text.contains("incompatible")) {
            return new PostgresFailure(
                    false,
                    "The database in " + directory + " was made by another version of PostgreSQL (" + line
                            + "): start it with the release of Tollgate that made it, and move the data by dump and"
                            + " restore.");
        }
        return new PostgresFailure(
                false,
                "The database in " + directory + " is damaged and does not start (" + line
                        + "): put a copy of the directory" + " back, or move it away to start with an empty database; "
                        + log + " says more.");
    }

    static ProvisionException diskFull(Path directory) {
        return new ProvisionException(
                "The disk of " + directory + " is full: free some space (1 GB is plenty), then start again.");
    }

    private static Optional<String> line(String text) {
        return text.lines()
                .filter(line -> line.contains("PANIC:") || line.contains("FATAL:") || line.contains("could not"))
                .map(line -> line.replaceFirst("^.*?(PANIC|FATAL|LOG|ERROR): *", ""))
                .findFirst();
    }

    private static String text(Path log, long from) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int start = from > bytes.length ? 0 : (int) from;
            return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
