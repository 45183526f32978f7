package dev.tollgate.gateway.throttle;

import dev.tollgate.gateway.error.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call passes its limits.
 *
 * @param refusal null: it passes
 * @param retryAfterSeconds of a refusal, at least 1
 * @param policyField RateLimit-Policy of the level with the least remaining, null if nothing is known
 * @param stateField RateLimit of that level
 */
public record Decision(
        @Nullable GatewayError refusal,
        long retryAfterSeconds,
        @Nullable String policyField,
        @Nullable String stateField) {

    /** Passes without any limit. */
    public static final Decision UNLIMITED = new Decision(null, 0, null, null);
}
