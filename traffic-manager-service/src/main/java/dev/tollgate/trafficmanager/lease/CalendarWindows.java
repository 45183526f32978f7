package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Three successive boundaries in ms, in UTC. The script takes the window in which its own time falls, so one boundary may pass
 * between the moment of asking and the decision.
 */
record CalendarWindows(long first, long second, long third) {

    private static final YearMonth MONTHS_FROM = YearMonth.of(1970, 1);

    static CalendarWindows around(Period period, long moment) {
        if (period.unit() == PeriodUnit.MONTH) {
            YearMonth month = YearMonth.from(Instant.ofEpochMilli(moment).atZone(ZoneOffset.UTC));
            long index = Math.floorDiv(MONTHS_FROM.until(month, ChronoUnit.MONTHS), period.count());
            return new CalendarWindows(
                    startOfMonths(index, period), startOfMonths(index + 1, period), startOfMonths(index + 2, period));
        }
        long span = period.length().toMillis();
        long start = Math.floorDiv(moment, span) * span;
        return new CalendarWindows(start, start + span, start + 2 * span);
    }

    private static long startOfMonths(long index, Period period) {
        LocalDate day = MONTHS_FROM.plusMonths(index * period.count()).atDay(1);
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
