package dev.tollgate.trafficmanager.policy;

import java.time.Duration;

/** How calls are counted against a period. */
public enum WindowKind {
    /** In no interval of the period's length do more calls pass than the limit. */
    SLIDING,
    /** Counts from each boundary of the calendar; across a boundary twice the limit may pass in a short time. */
    CALENDAR,
    /** As many at once as the limit, refilled evenly over the period. */
    BUCKET;

    /** What a policy gets that does not ask for a kind. */
    static WindowKind defaultFor(Period period) {
        if (period.length().compareTo(Duration.ofMinutes(1)) < 0) {
            return BUCKET;
        }
        return period.length().compareTo(Duration.ofDays(1)) < 0 ? SLIDING : CALENDAR;
    }
}
