package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.LevelState;
import dev.tollgate.contract.policy.OutageBehaviour;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one level, shared by all combinations it is part of: what it was told last, until when asking is pointless,
 * and what it may admit by itself while nobody can be asked.
 */
final class LevelGate {

    private final LevelKey key;
    private final long limit;
    private final Duration period;
    private final OutageBehaviour onOutage;
    private final int nodes;
    private final boolean bytes;
    private final AtomicInteger users = new AtomicInteger();
    private final String policyField;
    private volatile long refusedUntilNanos = System.nanoTime();
    private volatile @Nullable Told told;
    private @Nullable Bucket local;

    private record Told(long remaining, long resetsAtNanos) {}

    /**
     * @param limit calls, or bytes
     */
    LevelGate(LevelKey key, long limit, Duration period, OutageBehaviour onOutage, int nodes, boolean bytes) {
        this.key = key;
        this.limit = limit;
        this.period = period;
        this.onOutage = onOutage;
        this.nodes = nodes;
        this.bytes = bytes;
        this.policyField = "\"" + key.label() + "\";q=" + limit + (bytes ? ";qu=\"content-bytes\"" : "") + ";w="
                + Math.max(1, period.toSeconds());
    }

    LevelKey key() {
        return key;
    }

    /** Whether it counts bytes, which are known when a call is over: a call passes while one is left. */
    boolean bytes() {
        return bytes;
    }

    /** How much of the limit so many are: levels of calls and of bytes compare by it. */
    double share(long remaining) {
        return (double) remaining / limit;
    }

    AtomicInteger users() {
        return users;
    }

    /** The moment before which every call of this level is refused here. */
    long refusedUntilNanos() {
        return refusedUntilNanos;
    }

    void refuseUntil(long nanos) {
        if (nanos - refusedUntilNanos > 0) {
            refusedUntilNanos = nanos;
        }
    }

    /** The share for outages ends here, and not before: an outage that comes and goes must not renew it. */
    synchronized void told(LevelState state, long nowNanos) {
        if (state.getLimit() >= 0) {
            told = new Told(state.getRemaining(), nowNanos + state.getResetsInMs() * 1_000_000);
            local = null;
        }
    }

    /** Permits left as far as is known, those leased to the speaker included; -1 if nothing was ever told. */
    long remaining(long unspent) {
        Told last = told;
        return last == null ? -1 : Math.min(limit, last.remaining + unspent);
    }

    String policyField() {
        return policyField;
    }

    String stateField(long remaining, long nowNanos) {
        Told last = told;
        long wait = last == null ? 0 : Math.max(0, last.resetsAtNanos - nowNanos);
        return "\"" + key.label() + "\";r=" + Math.max(0, remaining) + ";t=" + (wait + 999_999_999) / 1_000_000_000;
    }

    /** Nobody can be asked: whether this level lets one more call pass. What it says is on the safe side of the limit. */
    synchronized boolean admitAlone() {
        return switch (onOutage) {
            case OUTAGE_BEHAVIOUR_OPEN -> true;
            case OUTAGE_BEHAVIOUR_CLOSED -> false;
            case OUTAGE_BEHAVIOUR_LOCAL, OUTAGE_BEHAVIOUR_UNSPECIFIED, UNRECOGNIZED ->
                bytes ? bucket().getAvailableTokens() > 0 : bucket().tryConsume(1);
        };
    }

    synchronized void takeBack() {
        if (local != null && !bytes && onOutage != OutageBehaviour.OUTAGE_BEHAVIOUR_OPEN) {
            local.addTokens(1);
        }
    }

    /** A call that passed alone is over, and has moved so many bytes. */
    synchronized void movedAlone(long moved) {
        if (bytes && local != null) {
            local.consumeIgnoringRateLimits(moved);
        }
    }

    /** In the window now open what remained when last told, shared by all nodes; in each later one the limit, shared. */
    private Bucket bucket() {
        Bucket known = local;
        if (known == null) {
            Told last = told;
            // a bucket takes a token a nanosecond at most
            long share = Math.clamp(limit / nodes, 1, period.toNanos());
            long first = last == null ? share : Math.min(share, Math.max(0, last.remaining) / nodes);
            known = Bucket.builder()
                    .addLimit(limits -> limits.capacity(share)
                            .refillIntervally(share, period)
                            .initialTokens(first))
                    .build();
            local = known;
        }
        return known;
    }

    /** Whether its policy is still the same. */
    boolean is(long currentLimit, Duration currentPeriod, OutageBehaviour currentOnOutage, boolean currentBytes) {
        return limit == currentLimit
                && period.equals(currentPeriod)
                && onOutage == currentOnOutage
                && bytes == currentBytes;
    }
}
