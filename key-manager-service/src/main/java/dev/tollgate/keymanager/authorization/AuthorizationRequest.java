package dev.tollgate.keymanager.authorization;

import dev.tollgate.keymanager.client.Client;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks a user's permission for (RFC 6749, section 4.1.1; OpenID Connect Core 1.0, section 3.1.2.1).
 *
 * @param redirectUriSent the request named it, rather than leaving the only one to us
 * @param challenge {@code S256}; null: a confidential client that uses no PKCE
 * @param maxAge since the password was proven; null: any
 */
record AuthorizationRequest(
        Client client,
        String redirectUri,
        boolean redirectUriSent,
        @Nullable String state,
        Set<String> scopes,
        @Nullable String challenge,
        @Nullable String nonce,
        Set<String> prompts,
        @Nullable Duration maxAge) {

    boolean silent() {
        return prompts.contains("none");
    }
}
