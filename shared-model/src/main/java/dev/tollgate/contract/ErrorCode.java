package dev.tollgate.contract;

/**
 * A reason for refusing a request. Each service lists its own in one enum; codes are unique across services.
 *
 * <p>WSO2's own codes keep their numbers and meaning (900800 to 900910 at the gateway).
 */
public interface ErrorCode {

    /** The number on the wire: the HTTP status where WSO2 has no number of its own, otherwise six digits. */
    int code();

    /** The HTTP status, 400 to 599. */
    int status();

    /** One short sentence for the caller, without a full stop. */
    String message();

    Fault fault();

    /** Why this happens, for the reference of errors. */
    String cause();

    /** What to do about it, for the reference of errors. */
    String cure();
}
