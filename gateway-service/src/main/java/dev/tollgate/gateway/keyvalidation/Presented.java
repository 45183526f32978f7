package dev.tollgate.gateway.keyvalidation;

/**
 * A credential as it came with a call.
 *
 * @param value never logged, never kept
 */
public record Presented(Kind kind, String value) {

    /** What it claims to be. */
    public enum Kind {
        BEARER,
        API_KEY
    }

    @Override
    public String toString() {
        return kind.toString();
    }
}
