package dev.tollgate.trafficmanager.lease;

import java.util.List;

/**
 * One request for permits over all levels of a call.
 *
 * @param holder the vector of a gateway's boot; its numbers rise
 * @param number 1 or more; the same number gets the same answer
 * @param waiting calls that wait now
 * @param want at least {@code waiting}; what is over it is lent only while it can strand nobody
 * @param cost permits a call, at least 1
 * @param spent bytes that calls have moved since the last request, for the levels that count bytes
 */
record LeaseAsk(
        String holder,
        long number,
        long waiting,
        long want,
        long cost,
        long spent,
        List<Level> levels,
        List<Return> returns) {

    /** The engine's numbers are exact up to here. */
    static final long LARGEST = 1L << 52;

    /** A terabyte: far more than goes through between two requests. */
    static final long MOST_SPENT = 1L << 40;

    LeaseAsk {
        if (number < 0
                || number > LARGEST
                || waiting < 0
                || want < waiting
                || want > LARGEST
                || cost < 1
                || spent < 0
                || spent > MOST_SPENT) {
            throw new IllegalArgumentException("not a request: number " + number + ", waiting " + waiting + ", want "
                    + want + ", cost " + cost + ", spent " + spent);
        }
        levels = List.copyOf(levels);
        returns = List.copyOf(returns);
    }

    /** Nothing is spent in bytes. */
    LeaseAsk(String holder, long number, long waiting, long want, long cost, List<Level> levels, List<Return> returns) {
        this(holder, number, waiting, want, cost, 0, levels, returns);
    }

    /** Only looks: nothing is debited or remembered. */
    static LeaseAsk look(List<Level> levels) {
        return new LeaseAsk("", 0, 0, 0, 1, levels, List.of());
    }

    /**
     * What came of an earlier grant.
     *
     * @param number of the request that was granted
     * @param unused calls; −1 for all of them
     */
    record Return(long number, long unused) {

        Return {
            if (number < 1 || number > LARGEST || unused < -1 || unused > LARGEST) {
                throw new IllegalArgumentException("not a return: number " + number + ", unused " + unused);
            }
        }
    }
}
