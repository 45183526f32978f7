package dev.tollgate.gateway.keyvalidation;

/** What is known of a token or API key. */
sealed interface KeyVerdict {

    /** Issued by the Key Manager; whether it is still alive is judged on each call. */
    record Valid(TokenVerdict token) implements KeyVerdict {}

    /** Issued once, and over. */
    record Expired() implements KeyVerdict {}

    /** Taken back. */
    record Revoked() implements KeyVerdict {}

    /** Never issued, altered, or not meant for gateways. */
    record Unknown(String why) implements KeyVerdict {}

    /** Cannot be told now. */
    record NotNow() implements KeyVerdict {}
}
