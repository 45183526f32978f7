package dev.tollgate.gateway.deployment;

import java.time.Duration;

/** How well informed this node is by one feed. Times are of the monotonic clock, so that a jumping wall clock cannot shorten a grace. */
public final class FeedState {

    private volatile boolean loaded;
    private volatile boolean live;
    private volatile long currentAtNanos = System.nanoTime();

    /** What was loaded from the feed itself, or confirmed by its heartbeat, just now. */
    void confirmed(long nowNanos) {
        currentAtNanos = nowNanos;
        live = true;
        loaded = true;
    }

    /** What was loaded from disk, last confirmed so long ago. */
    void restored(long nowNanos, Duration age) {
        currentAtNanos = nowNanos - age.toNanos();
        loaded = true;
    }

    /** Whether there is anything to serve from. */
    public boolean loaded() {
        return loaded;
    }

    /** Whether this boot has heard from the feed. */
    public boolean live() {
        return live;
    }

    /** Nanoseconds since what this node holds was last known to be all there is. */
    public long ageNanos() {
        return System.nanoTime() - currentAtNanos;
    }
}
