package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.gateway.error.GatewayError;

/** The answer to "who is this?". */
public sealed interface Authentication {

    /** A token or key that is alive now. */
    final class Known implements Authentication {

        private final TokenVerdict token;

        Known(TokenVerdict token) {
            this.token = token;
        }

        TokenVerdict token() {
            return token;
        }
    }

    /** Not accepted, or not known now. */
    record Refused(GatewayError error, String description) implements Authentication {}
}
