package dev.tollgate.gateway.deployment;

import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedSnapshot;
import dev.tollgate.contract.feed.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The last good state of one feed on disk: mode 0600, AES-GCM under a key of this node alone, written aside and renamed. A second,
 * small file says when that state was last known to be current; it is bound to the first by its nonce.
 */
final class SnapshotFile {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final Set<StandardOpenOption> WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

    private final Path state;
    private final Path freshness;
    private final SecretKeySpec key;
    private final byte[] purpose;
    private final SecureRandom random = new SecureRandom();
    private byte[] nonce = new byte[0];

    /**
     * @param directory exists and is this node's own
     * @param purpose bound to the content: a file of another feed, node or environment is not accepted
     */
    SnapshotFile(Path directory, String name, String purpose) throws IOException {
        this.state = directory.resolve(name + ".snapshot");
        this.freshness = directory.resolve(name + ".current");
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(nodeKey(directory.resolve("node.key")), "AES");
    }

    record Stored(List<FeedItem> items, Position position, Instant current) {}

    private byte[] nodeKey(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] made = new byte[32];
            random.nextBytes(made);
            replace(file, made);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != 32) {
            throw new IOException(
                    "the node's key " + file + " is damaged: remove it together with the snapshots beside it");
        }
        return bytes;
    }

    void write(List<FeedItem> items, Position position, Instant current) throws IOException {
        byte[] plain = FeedSnapshot.newBuilder()
                .addAllItems(items)
                .setFirst(true)
                .setLast(true)
                .setPosition(position)
                .build()
                .toByteArray();
        byte[] fresh = newNonce();
        replace(state, crypt(Cipher.ENCRYPT_MODE, fresh, purpose, plain, 0));
        nonce = fresh;
        confirm(current);
    }

    /** Notes that what was written last is still all there is. */
    void confirm(Instant current) throws IOException {
        if (nonce.length == NONCE) {
            byte[] plain =
                    ByteBuffer.allocate(8).putLong(current.toEpochMilli()).array();
            replace(freshness, crypt(Cipher.ENCRYPT_MODE, newNonce(), nonce, plain, 0));
        }
    }

    /** What was written last; empty if there is none. A file that is damaged or not this node's own is an error. */
    Optional<Stored> read() throws IOException {
        if (!Files.exists(state) || !Files.exists(freshness)) {
            return Optional.empty();
        }
        byte[] file = Files.readAllBytes(state);
        FeedSnapshot snapshot = FeedSnapshot.parseFrom(open(file, purpose));
        byte[] kept = new byte[NONCE];
        System.arraycopy(file, 1, kept, 0, NONCE);
        nonce = kept;
        long current =
                ByteBuffer.wrap(open(Files.readAllBytes(freshness), nonce)).getLong();
        return Optional.of(new Stored(snapshot.getItemsList(), snapshot.getPosition(), Instant.ofEpochMilli(current)));
    }

    private byte[] open(byte[] file, byte[] bound) throws IOException {
        if (file.length < 1 + NONCE + 16 || file[0] != VERSION) {
            throw new IOException("not a snapshot of this release");
        }
        byte[] used = new byte[NONCE];
        System.arraycopy(file, 1, used, 0, NONCE);
        return crypt(Cipher.DECRYPT_MODE, used, bound, file, 1 + NONCE);
    }

    private byte[] crypt(int mode, byte[] iv, byte[] bound, byte[] input, int from) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, iv));
            cipher.updateAAD(bound);
            byte[] output = cipher.doFinal(input, from, input.length - from);
            return mode == Cipher.DECRYPT_MODE
                    ? output
                    : ByteBuffer.allocate(1 + NONCE + output.length)
                            .put(VERSION)
                            .put(iv)
                            .put(output)
                            .array();
        } catch (GeneralSecurityException failure) {
            throw new IOException("the snapshot is damaged or not this node's own", failure);
        }
    }

    private byte[] newNonce() {
        byte[] made = new byte[NONCE];
        random.nextBytes(made);
        return made;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        try (FileChannel channel = FileChannel.open(
                aside, WRITE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
