package dev.tollgate.cli;

import java.io.Serial;

/** A command that could not do its work: what happened, why, and the next thing to type. Exit code 1. */
public final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String next;

    public CommandFailure(String what, String why, String next) {
        super(what + ": " + why);
        this.next = next;
    }

    /** The next command or action, one sentence. */
    public String next() {
        return next;
    }
}
