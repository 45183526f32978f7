package dev.tollgate.trafficmanager.policy;

import java.math.BigInteger;
import java.util.Locale;

/**
 * So many calls, or bytes, a period, counted in one way.
 *
 * <p>The bounds keep the engine's arithmetic exact: it counts in whole numbers below 2^53.
 *
 * @param calls or bytes, as the unit says
 */
public record Limit(long calls, Period period, WindowKind window, QuotaUnit unit) {

    /** Well above any real quota, and exact in the engine. */
    public static final long MAX_CALLS = 1_000_000_000_000L;

    private static final BigInteger EXACT = BigInteger.ONE.shiftLeft(53);

    public Limit {
        if (calls < 1 || calls > MAX_CALLS) {
            throw new IllegalArgumentException("a limit is 1 to " + MAX_CALLS + " " + word(unit) + ", not " + calls);
        }
        if (period.length().toDays() > 366) {
            throw new IllegalArgumentException("a period is at most a year long");
        }
        if (window == WindowKind.BUCKET
                && unitsPerCall(calls, period)
                                .multiply(BigInteger.valueOf(calls))
                                .compareTo(EXACT)
                        >= 0) {
            throw new IllegalArgumentException("a bucket of " + calls + " " + word(unit) + " over "
                    + period.length().toSeconds()
                    + " seconds is too fine to be counted exactly: take a rounder number, or another window");
        }
    }

    public Limit(long calls, Period period, WindowKind window) {
        this(calls, period, window, QuotaUnit.CALLS);
    }

    private static String word(QuotaUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    public static Limit of(long calls, Period period) {
        return new Limit(calls, period, WindowKind.defaultFor(period));
    }

    /** A bucket counts in units: so many make a call, and {@link #unitsPerMicrosecond} come in each microsecond. */
    public long unitsPerCall() {
        return unitsPerCall(calls, period).longValueExact();
    }

    public long unitsPerMicrosecond() {
        return calls / divisor(calls, period).longValueExact();
    }

    private static BigInteger unitsPerCall(long calls, Period period) {
        return microseconds(period).divide(divisor(calls, period));
    }

    private static BigInteger divisor(long calls, Period period) {
        return microseconds(period).gcd(BigInteger.valueOf(calls));
    }

    private static BigInteger microseconds(Period period) {
        return BigInteger.valueOf(period.length().toMillis()).multiply(BigInteger.valueOf(1000));
    }
}
