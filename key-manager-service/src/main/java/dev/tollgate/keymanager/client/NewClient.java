package dev.tollgate.keymanager.client;

import org.jspecify.annotations.Nullable;

/**
 * A client just made, or found again.
 *
 * @param secret null where the client was found and keeps its secrets, or keeps none
 */
public record NewClient(Client client, @Nullable String secret) {}
