package dev.tollgate.platform.auth;

import jakarta.servlet.http.HttpServletRequest;

/** Finds out who calls. */
public interface CallerResolver {

    /**
     * The caller by the request's credential, {@link Caller#NOBODY} where there is none.
     *
     * @throws dev.tollgate.platform.error.RefusedException 401 for a credential that is not valid, 429 after too many wrong
     *     ones, 503 where it cannot be checked now
     */
    Caller resolve(HttpServletRequest request);
}
