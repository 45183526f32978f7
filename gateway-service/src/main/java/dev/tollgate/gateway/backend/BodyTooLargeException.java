package dev.tollgate.gateway.backend;

import java.io.Serial;

/** A streamed request body passed the limit of its API. */
public final class BodyTooLargeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
        super("body too large", null, false, false);
    }
}
