package dev.tollgate.trafficmanager.lease;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this Traffic Manager holds Redis' time to be, by its own monotonic clock.
 *
 * <p>Windows are counted in Redis' wall-clock time plus a correction that Redis stores. A wall clock may jump; then the
 * correction is changed by as much the other way, so that the time of the windows runs on. Between samples the estimate
 * follows Redis by at most one part in a thousand, which is more than any two sound clocks differ and too little for a jump to
 * slip through in pieces.
 */
final class RedisClock {

    private static final double LARGEST_DRIFT = 0.001;

    private final LongSupplier nanos;
    private final double toleranceMillis;
    private volatile @Nullable Anchor anchor;

    RedisClock(LongSupplier nanos, Duration tolerance) {
        this.nanos = nanos;
        this.toleranceMillis = tolerance.toNanos() / 1e6;
    }

    /** Redis' corrected time at a moment of the monotonic clock, and the correction in it. */
    private record Anchor(long nanos, double millis, long correction) {

        double at(long moment) {
            return millis + (moment - nanos) / 1e6;
        }
    }

    /** Earliest and latest time of Redis that is credible now, in ms. */
    record Credible(long earliest, long latest) {

        boolean contains(long millis) {
            return earliest <= millis && millis <= latest;
        }

        long middle() {
            return (earliest + latest) / 2;
        }
    }

    /**
     * One reading of Redis' clock.
     *
     * @param sentNanos monotonic time before asking
     * @param receivedNanos monotonic time after the answer
     * @param redisMillis Redis' own wall clock
     * @param correction the one stored at that moment
     */
    record Sample(long sentNanos, long receivedNanos, long redisMillis, long correction) {

        double corrected() {
            return redisMillis + correction;
        }

        double roundTripMillis() {
            return (receivedNanos - sentNanos) / 1e6;
        }

        long middleNanos() {
            return sentNanos + (receivedNanos - sentNanos) / 2;
        }
    }

    /** What a sample says. */
    sealed interface Verdict {

        /** As expected, or the first of all. */
        record Sound() implements Verdict {}

        /** The way took so long that the sample says nothing. */
        record TooSlow() implements Verdict {}

        /** Redis' wall clock is off; with this correction its time would run on. */
        record Jumped(long wantedCorrection) implements Verdict {}
    }

    Optional<Credible> credible() {
        Anchor known = anchor;
        return known == null ? Optional.empty() : Optional.of(between(known, nanos.getAsLong()));
    }

    private Credible between(Anchor known, long moment) {
        double expected = known.at(moment);
        return new Credible(
                (long) Math.floor(expected - toleranceMillis), (long) Math.ceil(expected + toleranceMillis));
    }

    synchronized Verdict observe(Sample sample) {
        Anchor known = anchor;
        if (sample.roundTripMillis() > toleranceMillis) {
            return new Verdict.TooSlow();
        }
        boolean correctedByAnother = known != null && known.correction() != sample.correction();
        if (known == null || correctedByAnother) {
            anchor = new Anchor(sample.middleNanos(), sample.corrected(), sample.correction());
            return new Verdict.Sound();
        }
        double error = sample.corrected() - known.at(sample.middleNanos());
        if (Math.abs(error) > toleranceMillis + sample.roundTripMillis() / 2) {
            return new Verdict.Jumped(sample.correction() - Math.round(error));
        }
        double elapsed = Math.max(0, (sample.middleNanos() - known.nanos()) / 1e6);
        double follow = Math.clamp(error, -elapsed * LARGEST_DRIFT, elapsed * LARGEST_DRIFT);
        anchor = new Anchor(sample.middleNanos(), known.at(sample.middleNanos()) + follow, known.correction());
        return new Verdict.Sound();
    }

    /** This Traffic Manager itself has stored the correction: its own time stays the measure. */
    synchronized void corrected(long correction) {
        Anchor known = anchor;
        if (known != null) {
            anchor = new Anchor(known.nanos(), known.millis(), correction);
        }
    }

    long correction() {
        Anchor known = anchor;
        return known == null ? 0 : known.correction();
    }
}
