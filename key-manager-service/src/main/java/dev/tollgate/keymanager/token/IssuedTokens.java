package dev.tollgate.keymanager.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tokens on their way to the client: the only place where they stand in full. */
public record IssuedTokens(
        AccessToken access, String accessToken, @Nullable Refresh refresh) {

    public record Refresh(String token, Instant issuedAt, Instant expiresAt) {}
}
