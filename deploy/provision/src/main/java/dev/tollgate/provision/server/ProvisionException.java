package dev.tollgate.provision.server;

import org.jspecify.annotations.Nullable;

/** Something that an installation needs could not be made or started; the message is one sentence for people, with the next thing to do. */
public final class ProvisionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ProvisionException(String message) {
        super(message);
    }

    public ProvisionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
