package dev.tollgate.keymanager.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of a client's secrets.
 *
 * @param value only in the answer to its making
 * @param expiresAt null: never
 */
public record Secret(
        UUID id,
        String consumerKey,
        @Nullable String value,
        String description,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
