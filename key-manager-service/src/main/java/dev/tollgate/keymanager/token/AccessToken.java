package dev.tollgate.keymanager.token;

import dev.tollgate.keymanager.client.KeyType;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says, whatever its form.
 *
 * @param userName null: the token is the client's own
 */
public record AccessToken(
        UUID id,
        String consumerKey,
        KeyType keyType,
        @Nullable String userName,
        Set<String> scopes,
        Instant issuedAt,
        Instant expiresAt) {

    public AccessToken {
        scopes = Set.copyOf(scopes);
    }

    /** {@code sub}. */
    public String subject() {
        return userName != null ? userName : consumerKey;
    }
}
