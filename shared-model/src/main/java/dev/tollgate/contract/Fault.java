package dev.tollgate.contract;

/** Whose fault a refused request is. */
public enum Fault {
    /** The request has to change before it can succeed. */
    CLIENT,
    /** Tollgate, its configuration, or something it stands on. */
    PLATFORM,
    /** The provider's service behind the gateway. */
    BACKEND
}
