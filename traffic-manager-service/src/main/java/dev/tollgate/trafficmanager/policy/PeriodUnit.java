package dev.tollgate.trafficmanager.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Units of a policy's period, by WSO2's words. */
public enum PeriodUnit {
    SECOND("sec", Duration.ofSeconds(1)),
    MINUTE("min", Duration.ofMinutes(1)),
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1)),
    /** 31 days where a length is needed; a calendar window uses the month itself. */
    MONTH("month", Duration.ofDays(31));

    private final String word;
    private final Duration length;

    PeriodUnit(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }

    /** Takes the plural and the full English word as well. */
    public static Optional<PeriodUnit> of(String word) {
        String lower = word.strip().toLowerCase(java.util.Locale.ROOT);
        String singular = lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
        return Arrays.stream(values())
                .filter(unit -> unit.word.equals(singular)
                        || unit.name().toLowerCase(java.util.Locale.ROOT).equals(singular))
                .findFirst();
    }
}
