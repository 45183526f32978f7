package dev.tollgate.keymanager.client;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a client is made.
 *
 * @param applicationId null: a client that registers itself, known by its owner and name
 * @param tokenLife zero: the default
 * @param publicClient it keeps no secret, and none is made
 * @param idempotencyKey the same key again answers the same client; null: none
 */
public record ClientRequest(
        String name,
        String owner,
        @Nullable UUID applicationId,
        KeyType keyType,
        Set<String> grantTypes,
        List<String> callbackUrls,
        boolean opaqueTokens,
        Duration tokenLife,
        List<String> scopes,
        boolean publicClient,
        @Nullable String idempotencyKey) {}
