package dev.tollgate.keymanager.authorization;

import org.jspecify.annotations.Nullable;

/** What an authorization request turned out to be. */
sealed interface ReadRequest {

    record Valid(AuthorizationRequest request) implements ReadRequest {}

    /**
     * Wrong, and the client is told by redirect (RFC 6749, section 4.1.2.1).
     *
     * @param silent the client asked that the user be shown nothing
     */
    record Faulty(String redirectUri, @Nullable String state, boolean silent, String error, String description)
            implements ReadRequest {}

    /** No client, or no address of its own to go back to: the user is told, and nobody is redirected anywhere. */
    record Unusable(String reason) implements ReadRequest {}
}
