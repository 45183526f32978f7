package dev.tollgate.gateway.deployment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keeps files of a node to itself: AES-GCM under a key of this node alone, mode 0600, written aside and renamed. */
final class NodeSeal {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final Set<StandardOpenOption> WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** The key of the directory, made at the first use. */
    NodeSeal(Path directory) throws IOException {
        this.key = new SecretKeySpec(nodeKey(directory.resolve("node.key")), "AES");
    }

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

    /**
     * Writes a file.
     *
     * @param bound has to be given again to read it: a file of another purpose is not accepted
     * @return what tells this writing from every other
     */
    byte[] write(Path file, byte[] bound, byte[] plain) throws IOException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, bound, plain, 0);
        replace(
                file,
                ByteBuffer.allocate(1 + NONCE + sealed.length)
                        .put(VERSION)
                        .put(nonce)
                        .put(sealed)
                        .array());
        return nonce;
    }

    /** What was written, and what tells it from other writings; fails if the file is damaged or not this node's own. */
    Opened read(Path file, byte[] bound) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < 1 + NONCE + 16 || bytes[0] != VERSION) {
            throw new IOException("not a file of this release");
        }
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE);
        return new Opened(crypt(Cipher.DECRYPT_MODE, nonce, bound, bytes, 1 + NONCE), nonce);
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Opened(byte[] plain, byte[] nonce) {}

    private byte[] crypt(int mode, byte[] nonce, byte[] bound, byte[] input, int from) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException failure) {
            throw new IOException("the file is damaged or not this node's own", failure);
        }
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
