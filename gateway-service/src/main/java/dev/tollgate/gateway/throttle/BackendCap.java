package dev.tollgate.gateway.throttle;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many calls a second this node lets through to a backend, as its provider says. Protects the backend; no caller's quota. */
public final class BackendCap {

    private final Bucket bucket;

    BackendCap(long callsPerSecond, TimeMeter clock) {
        bucket = Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(callsPerSecond).refillGreedy(callsPerSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** Null if there is none. */
    public static @Nullable BackendCap of(long callsPerSecond) {
        return callsPerSecond > 0 ? new BackendCap(callsPerSecond, TimeMeter.SYSTEM_NANOTIME) : null;
    }

    public boolean admits() {
        return bucket.tryConsume(1);
    }
}
