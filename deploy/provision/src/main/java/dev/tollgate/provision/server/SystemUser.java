package dev.tollgate.provision.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A user of this machine. Servers never run as root: PostgreSQL refuses to, and Redis needs nothing that root has. */
public record SystemUser(String name, int uid, int gid) {

    /** Users to run servers as, best first; {@code nobody} exists everywhere, and initdb wants a user with a name. */
    private static final List<String> UNPRIVILEGED = List.of("tollgate", "postgres", "nobody");

    /** Whether this process runs as root, so that servers need a user of their own. */
    public static boolean root() {
        return owner(Path.of("/proc/self")) == 0;
    }

    /**
     * The user that the server of a data directory runs as, if not the one of this process: the directory's owner where it was
     * made before, so that it stays readable, else the first unprivileged user that this machine knows.
     */
    public static Optional<SystemUser> forServer(Path dataDirectory) {
        if (!root()) {
            return Optional.empty();
        }
        List<SystemUser> users = users();
        if (Files.isDirectory(dataDirectory)) {
            int owner = owner(dataDirectory);
            if (owner != 0) {
                return users.stream()
                        .filter(user -> user.uid == owner)
                        .findFirst()
                        .or(() -> unprivileged(users));
            }
        }
        return unprivileged(users);
    }

    /** Whether users other than root reach a directory, that is, may pass through each of its parents. */
    public static boolean reachableByAll(Path directory) {
        for (Path path = directory.toAbsolutePath(); path != null; path = path.getParent()) {
            try {
                if (Files.exists(path)
                        && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Makes this user the owner of a file or directory, not of what is in it. */
    public void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }

    /** The words before a command that make it run as this user, for good. */
    List<String> prefix() {
        Path setpriv = ServerProcess.program("setpriv")
                .orElseThrow(() -> new ProvisionException("As root the servers run as user " + name
                        + ", and for that the program setpriv is missing: install"
                        + " the package util-linux, or run as an ordinary user."));
        return List.of(
                setpriv.toString(), "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs", "--");
    }

    private static Optional<SystemUser> unprivileged(List<SystemUser> users) {
        return UNPRIVILEGED.stream()
                .flatMap(name -> users.stream().filter(user -> user.name.equals(name)))
                .filter(user -> user.uid != 0)
                .findFirst();
    }

    private static List<SystemUser> users() {
        List<SystemUser> users = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
                String[] fields = line.split(":", -1);
                if (fields.length > 3 && Arrays.stream(fields, 2, 4).allMatch(number -> number.matches("\\d{1,9}"))) {
                    users.add(new SystemUser(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return users;
    }

    private static int owner(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
