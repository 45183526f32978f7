package dev.tollgate.provision.postgres;

import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.Secrets;
import dev.tollgate.provision.server.ServerProcess;
import dev.tollgate.provision.server.SystemUser;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a PostgreSQL server: its data directory, made once by initdb, and the superuser's password beside it. */
record PostgresCluster(Path directory, Optional<SystemUser> user) {

    static final String VERSION = "postgresql-17.5.0";
    static final String ARCHIVE = "postgres-linux-x86_64.txz";
    static final String SUPERUSER = "tollgate_admin";

    /**
     * The data directory as PostgreSQL is told it. The server works in that directory and its children stay there, so this name holds
     * for all of them, and they reach it even where a parent directory is closed to the user they run as, as {@code /root} is.
     */
    static final String HERE = "/proc/self/cwd";

    static PostgresCluster prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            if (SystemUser.root()) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            }
        } catch (IOException e) {
            throw failed(directory, e);
        }
        return new PostgresCluster(directory, SystemUser.forServer(dataOf(directory)));
    }

    static Path dataOf(Path directory) {
        return directory.resolve("data");
    }

    Path data() {
        return dataOf(directory);
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new ProvisionException(
                    "The file " + passwordFile() + " is missing or unreadable: put it back from a copy, or move "
                            + directory + " away to start with an empty database.",
                    e);
        }
    }

    /** Makes the data directory aside and renames it, so that one that exists is whole. */
    void create(Path programs) {
        if (Files.isDirectory(data())) {
            password();
            return;
        }
        Path aside = directory.resolve("data.new");
        Path initial = directory.resolve("initial-password");
        try {
            deleteTree(aside);
            Files.createDirectory(
                    aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (!Files.exists(passwordFile())) {
                Secrets.write(passwordFile(), Secrets.random());
            }
            Secrets.write(initial, password());
            if (user.isPresent()) {
                user.get().own(aside);
                user.get().own(initial);
            }
            initialise(programs, aside);
            Files.move(aside, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(directory, e);
        } finally {
            removeQuietly(initial);
        }
    }

    private void initialise(Path programs, Path aside) {
        ServerProcess.Outcome outcome = ServerProcess.run(
                List.of(
                        programs.resolve("bin/initdb").toString(),
                        "-D",
                        HERE,
                        "--username=" + SUPERUSER,
                        "--pwfile=../initial-password",
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // the same order and the same lower case on every machine, whatever locales it has
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums",
                        "--no-instructions"),
                aside,
                user);
        if (outcome.status() != 0) {
            if (outcome.output().contains("No space left on device")) {
                throw PostgresFailure.diskFull(directory);
            }
            throw new ProvisionException("Could not make the database in " + directory + ": "
                    + outcome.output()
                            .strip()
                            .lines()
                            .reduce((first, last) -> last)
                            .orElse("initdb failed") + ".");
        }
    }

    /** A pid file that outlived its server would stop the next one as soon as its number belongs to another process. */
    void removeStalePidFile() {
        removeQuietly(data().resolve("postmaster.pid"));
    }

    /** Whether the server says in its pid file that it takes connections (the eighth line, as pg_ctl reads it). */
    boolean ready(long pid) {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() > 7
                    && lines.getFirst().strip().equals(Long.toString(pid))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the running server listens, from its pid file; 0 where none runs. */
    int port() {
        try {
            List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private Path passwordFile() {
        return directory.resolve("superuser-password");
    }

    private static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
                stream.forEach(children::add);
            }
            for (Path child : children) {
                if (Files.isDirectory(child, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    deleteTree(child);
                } else {
                    Files.delete(child);
                }
            }
            Files.delete(path);
        }
    }

    private static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ProvisionException("Could not remove " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static ProvisionException failed(Path directory, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new ProvisionException(
                    "No permission to write in " + directory
                            + ": start as the user who owns it, or choose another data directory.",
                    e);
        }
        return String.valueOf(e.getMessage()).contains("No space left")
                ? PostgresFailure.diskFull(directory)
                : new ProvisionException(
                        "Could not make the database in " + directory + ": " + e.getMessage() + ".", e);
    }
}
