package dev.tollgate.gateway.deployment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** What another feature of this node keeps on disk over a restart, encrypted and authenticated as the snapshots are, beside them. */
public final class SealedFile {

    private final Path file;
    private final NodeSeal seal;
    private final byte[] purpose;

    /**
     * @param directory this node's own
     * @param purpose bound to the content
     */
    SealedFile(Path directory, String name, String purpose) throws IOException {
        this.file = directory.resolve(name);
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
        this.seal = new NodeSeal(directory);
    }

    /**
     * Writes the file anew.
     *
     * @param current when this was last known to be true
     */
    public void write(byte[] content, Instant current) throws IOException {
        byte[] unused = seal.write(file, purpose, content);
        confirm(current);
    }

    /** Notes that what was written last was still true then. */
    public void confirm(Instant current) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(current));
    }

    /** What was written last and was still true at that time or later; empty if there is none. Fails if the file is not this node's own. */
    public Optional<byte[]> read(Instant oldest) throws IOException {
        return Files.exists(file)
                        && !Files.getLastModifiedTime(file).toInstant().isBefore(oldest)
                ? Optional.of(seal.read(file, purpose).plain())
                : Optional.empty();
    }
}
