package dev.tollgate.gateway.throttle;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Permits that the Traffic Manager has debited already; spent by any thread, without a lock, until a moment of the monotonic clock. */
final class Lease {

    private static final AtomicLongFieldUpdater<Lease> LEFT = AtomicLongFieldUpdater.newUpdater(Lease.class, "left");

    private final long number;
    private final long granted;
    private final long endNanos;
    private volatile long left;

    /** The lease to spend when this one is used up. */
    volatile @Nullable Lease next;

    Lease(long number, long left, long endNanos) {
        this.number = number;
        this.granted = left;
        this.left = left;
        this.endNanos = endNanos;
    }

    /** Takes one permit. Returns how many are left after it, -1 if there was none or its time is over. */
    long take(long nowNanos) {
        if (nowNanos - endNanos >= 0) {
            return -1;
        }
        while (true) {
            long before = left;
            if (before <= 0) {
                return -1;
            }
            if (LEFT.compareAndSet(this, before, before - 1)) {
                return before - 1;
            }
        }
    }

    /** Ends this lease and returns what was not spent: every permit is either taken once or returned once. */
    long close() {
        return LEFT.getAndSet(this, 0);
    }

    long left() {
        return left;
    }

    long number() {
        return number;
    }

    long granted() {
        return granted;
    }

    long endNanos() {
        return endNanos;
    }
}
