package dev.tollgate.gateway.keyvalidation;

import com.google.protobuf.ByteString;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of a whole token's UTF-8 bytes: what verdicts are kept under, and what travels to the Key Manager. */
record TokenHash(long a, long b, long c, long d) {

    private static final FastThreadLocal<MessageDigest> DIGEST = new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() throws NoSuchAlgorithmException {
            return MessageDigest.getInstance("SHA-256");
        }
    };

    static TokenHash of(String token) {
        return of(ByteBuffer.wrap(DIGEST.get().digest(token.getBytes(StandardCharsets.UTF_8))));
    }

    static TokenHash of(ByteString hash) {
        if (hash.size() != 32) {
            throw new IllegalArgumentException("a token's hash has 32 bytes");
        }
        return of(hash.asReadOnlyByteBuffer());
    }

    private static TokenHash of(ByteBuffer bytes) {
        return new TokenHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    ByteString bytes() {
        return ByteString.copyFrom(ByteBuffer.allocate(32)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .flip());
    }

    @Override
    public int hashCode() {
        return (int) a;
    }
}
