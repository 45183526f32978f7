package dev.tollgate.keymanager.revocation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that ended before its time.
 *
 * @param subject a token's id, a hash in lower-case hexadecimal, a user name, or a consumer key
 * @param notBefore for users and consumer keys: what was issued before is dead
 * @param expiresAt when no token concerned can still be alive
 */
public record Revocation(
        UUID id, Kind kind, String subject, @Nullable Instant notBefore, Instant expiresAt) {

    public enum Kind {
        TOKEN_ID,
        TOKEN_HASH,
        USER,
        CONSUMER_KEY
    }

    public String feedKey() {
        return "revocation/" + id;
    }
}
