package dev.tollgate.keymanager.token;

import dev.tollgate.keymanager.secret.Hash;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a code stands for (RFC 6749, section 4.1).
 *
 * @param redirectUri where the code was sent
 * @param redirectUriSent the client named it, rather than having only one
 * @param challenge {@code S256} of RFC 7636; null: the client used no PKCE, and may not come with a verifier
 * @param nonce of OpenID Connect, for the ID token
 * @param session the session at whose end the tokens end too; null: they outlive it
 */
public record AuthorizationCode(
        String consumerKey,
        String userName,
        String redirectUri,
        boolean redirectUriSent,
        Set<String> scopes,
        @Nullable String challenge,
        @Nullable String nonce,
        Instant signedInAt,
        @Nullable Hash session) {

    public AuthorizationCode {
        scopes = Set.copyOf(scopes);
    }
}
