package dev.tollgate.trafficmanager.lease;

import java.util.List;

/**
 * The engine's answer.
 *
 * @param granted calls, all levels debited; zero unless the status is {@link Status#GRANTED}
 * @param lifeMillis how long they may be spent, from the moment the gateway asked
 * @param refusing the level that is the last to agree, from 0; −1 where no call was refused
 * @param retryMillis asking again sooner is pointless
 * @param freeAtRetry calls that come free then
 * @param levels in the order of the request's levels; empty where nothing was decided
 */
record Decision(
        Status status,
        long granted,
        long lifeMillis,
        int refusing,
        long retryMillis,
        long freeAtRetry,
        List<Reading> levels) {

    static final Decision UNDECIDED = new Decision(Status.UNDECIDED, 0, 0, -1, 0, 0, List.of());

    Decision {
        levels = List.copyOf(levels);
    }

    /** How a level stands after the decision. */
    record Reading(long remaining, long resetsInMillis) {}

    /** What was decided. */
    enum Status {
        /** Redis is away, or its time is not credible now. */
        UNDECIDED,
        GRANTED,
        REFUSED,
        NOTHING_AHEAD,
        STALE,
        HOLD
    }
}
