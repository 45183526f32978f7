package dev.tollgate.keymanager.user;

import java.time.Instant;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person or a machine with a password.
 *
 * @param tokensValidFrom tokens issued before are dead; null: none was ever revoked this way
 */
public record User(
        UUID id,
        String userName,
        String givenName,
        String familyName,
        String email,
        boolean disabled,
        SortedSet<String> roles,
        @Nullable Instant tokensValidFrom,
        Instant createdAt,
        Instant updatedAt) {}
