package dev.tollgate.keymanager.token;

import org.jspecify.annotations.Nullable;

/** What became of an authorization code. */
public sealed interface Redeeming {

    /** @param idToken null where the scope {@code openid} was not granted */
    record Redeemed(IssuedTokens tokens, @Nullable String idToken) implements Redeeming {}

    /**
     * Unknown, expired, another client's, for another redirect URI, with a wrong verifier, of a user who was ended since, or used
     * before; the last ends what came of its first use.
     */
    record Refused() implements Redeeming {}
}
