package dev.tollgate.gateway.backend;

import java.io.Serial;

/** A backend gave no answer that could be passed on, and nothing of one was. */
public final class BackendFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** How it failed. */
    public enum Reason {
        /** No connection, or a network where backends may not stand. */
        UNREACHABLE,
        /** Connected, but no answer in time. */
        TIMEOUT,
        /** The connection broke, or what came was not HTTP. */
        BROKEN
    }

    private final Reason reason;

    BackendFailedException(Reason reason, Throwable cause) {
        super(reason.name(), cause, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
