package dev.tollgate.provision.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Programs of a server, unpacked once per version. They lie in the directory asked for; where this process is root and that directory
 * is closed to others, as all of {@code /root} is, in {@code /var/cache/tollgate}, because the server runs as another user.
 */
public final class Binaries {

    private static final String XZ = "org.tukaani.xz.XZInputStream";

    private final Path directory;

    private Binaries(Path directory) {
        this.directory = directory;
    }

    public static Binaries in(Path wanted) {
        boolean closed = SystemUser.root() && !SystemUser.reachableByAll(wanted);
        return new Binaries(closed ? Path.of("/var/cache/tollgate") : wanted);
    }

    /** A directory for tests and tools that have none of their own, shared by everything that this user runs. */
    public static Path shared() {
        if (SystemUser.root()) {
            return Path.of("/var/cache/tollgate");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        return cache != null && cache.startsWith("/")
                ? Path.of(cache, "tollgate")
                : Path.of(System.getProperty("user.home"), ".cache", "tollgate");
    }

    /** What a {@code .tar.xz} on the class path holds, as a directory of the given name. */
    public Path archive(String name, String resource) {
        return unpacked(name, target -> {
            try (InputStream in = open(resource);
                    URLClassLoader xz = xzLibrary();
                    TarArchiveInputStream tar = new TarArchiveInputStream(plain(xz, new BufferedInputStream(in)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extract(entry, tar, target);
                }
            }
        });
    }

    /**
     * A loader of its own for the XZ library: its jar is sealed, and a Java that maps classes of it from an archive of shared classes, as
     * the launcher does from its second start on, refuses the others with a sealing violation.
     */
    private static URLClassLoader xzLibrary() throws IOException {
        URL found = Binaries.class.getResource("/" + XZ.replace('.', '/') + ".class");
        if (found == null || !(found.openConnection() instanceof JarURLConnection jar)) {
            throw new IOException("the XZ library is not on the class path");
        }
        return new URLClassLoader(new URL[] {jar.getJarFileURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static InputStream plain(ClassLoader library, InputStream compressed) throws IOException {
        try {
            return (InputStream)
                    library.loadClass(XZ).getConstructor(InputStream.class).newInstance(compressed);
        } catch (ReflectiveOperationException e) {
            throw new IOException("not readable as XZ: " + e.getCause(), e);
        }
    }

    /** One program on the class path, in a directory of the given name. */
    public Path program(String name, String resource) {
        return unpacked(name, target -> {
                    try (InputStream in = open(resource)) {
                        Path file = target.resolve(program(name));
                        Files.copy(in, file);
                        permit(file, true);
                    }
                })
                .resolve(program(name));
    }

    private static String program(String name) {
        return name.substring(0, name.indexOf('-', name.indexOf('-') + 1));
    }

    private interface Unpacking {
        void into(Path target) throws IOException;
    }

    private Path unpacked(String name, Unpacking unpacking) {
        Path target = directory.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(directory);
            if (SystemUser.root()) {
                permit(directory, true);
            }
            Path aside = Files.createTempDirectory(directory, name + ".");
            try {
                unpacking.into(aside);
                permit(aside, true);
                moveInPlace(aside, target);
            } finally {
                delete(aside);
            }
            return target;
        } catch (IOException e) {
            throw new ProvisionException(
                    "Could not unpack " + name + " to " + directory + " (" + reason(e)
                            + "): give the directory free space and write permission.",
                    e);
        }
    }

    private static void moveInPlace(Path aside, Path target) throws IOException {
        try {
            Files.move(aside, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException e) {
            if (!Files.isDirectory(target)) { // else another process was first, with the same content
                throw e;
            }
        }
    }

    private static void extract(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            permit(file, true);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(file, target.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            permit(file, (entry.getMode() & 0100) != 0);
        }
    }

    private static void permit(Path path, boolean executable) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Binaries.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("no " + resource + " on the class path");
        }
        return in;
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
