package dev.tollgate.keymanager.signin;

import dev.tollgate.platform.auth.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose a credential is. */
public sealed interface CallerVerdict {

    /** @param expiresAt of the token; null for passwords */
    record Known(Caller caller, @Nullable Instant expiresAt) implements CallerVerdict {}

    record Unknown() implements CallerVerdict {}

    record SlowDown(Duration pause) implements CallerVerdict {}
}
