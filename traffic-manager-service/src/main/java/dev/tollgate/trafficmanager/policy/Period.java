package dev.tollgate.trafficmanager.policy;

import java.time.Duration;

/** So many units of time; at least one. */
public record Period(int count, PeriodUnit unit) {

    public Period {
        if (count < 1) {
            throw new IllegalArgumentException("a period has at least one unit, not " + count);
        }
    }

    public Duration length() {
        return unit.length().multipliedBy(count);
    }
}
