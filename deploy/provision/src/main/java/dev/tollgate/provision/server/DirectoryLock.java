package dev.tollgate.provision.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps two programs out of one data directory. The system lets go of it when its holder ends, however it ends. */
public final class DirectoryLock implements AutoCloseable {

    /** Static because the system's lock is the whole process's: closing a second channel on the file would let go of the first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    public static DirectoryLock take(Path directory) {
        Path file = directory.toAbsolutePath().normalize().resolve("lock");
        if (!HELD.add(file)) {
            throw taken(directory);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new DirectoryLock(file, channel);
            }
            channel.close();
        } catch (IOException e) {
            HELD.remove(file);
            throw new ProvisionException(
                    "Could not lock the directory " + directory + " (" + e.getMessage()
                            + "): it must be writable for the user who starts Tollgate.",
                    e);
        }
        HELD.remove(file);
        throw taken(directory);
    }

    private static ProvisionException taken(Path directory) {
        return new ProvisionException(
                "The directory " + directory + " is in use by another running process: stop that one first.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file);
        }
    }
}
