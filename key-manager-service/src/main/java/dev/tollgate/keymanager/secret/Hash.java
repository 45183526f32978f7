package dev.tollgate.keymanager.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256, what is kept of keys with 256 random bits: no dictionary reaches them, so a slow hash would only cost time. Equality
 * takes the same time wherever the difference is.
 */
public final class Hash {

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of the text's UTF-8 bytes. */
    public static Hash of(String text) {
        try {
            return new Hash(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** One that was computed elsewhere. */
    public static Hash known(byte[] bytes) {
        return new Hash(bytes.clone());
    }

    public static @Nullable Hash knownOrNull(byte @Nullable [] bytes) {
        return bytes == null ? null : known(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** For a column of bytea. */
    public static byte[][] array(Collection<Hash> hashes) {
        return hashes.stream().map(Hash::bytes).toArray(byte[][]::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
