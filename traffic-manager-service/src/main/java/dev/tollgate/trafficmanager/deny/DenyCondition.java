package dev.tollgate.trafficmanager.deny;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Calls that no gateway lets through.
 *
 * @param value by kind: {@code /context/version}, {@code owner:application}, an address, {@code from-to}, or a user's name
 * @param invert for addresses: everyone but these
 * @param expiresAt from then on it denies nothing; none: never
 * @param reason for administrators; callers are not told
 */
public record DenyCondition(
        UUID id,
        Kind kind,
        String value,
        boolean invert,
        boolean enabled,
        @Nullable Instant expiresAt,
        String reason) {

    /** WSO2's kinds, by its words. */
    public enum Kind {
        API,
        APPLICATION,
        IP,
        IPRANGE,
        USER
    }

    public String feedKey() {
        return feedKey(id);
    }

    public static String feedKey(UUID id) {
        return "deny/" + id;
    }
}
