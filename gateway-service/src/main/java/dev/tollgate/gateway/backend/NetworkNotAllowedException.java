package dev.tollgate.gateway.backend;

import java.io.Serial;
import java.net.ConnectException;

/** A backend's name led to an address in a network that the administrator does not allow; nothing was sent there. */
final class NetworkNotAllowedException extends ConnectException {

    @Serial
    private static final long serialVersionUID = 1L;

    NetworkNotAllowedException(String host) {
        super("the address of " + host + " is in a network where backends may not stand");
    }
}
