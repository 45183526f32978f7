package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CalendarWindowsTest {

    private static CalendarWindows around(int count, PeriodUnit unit, String moment) {
        return CalendarWindows.around(new Period(count, unit), millis(moment));
    }

    private static long millis(String moment) {
        return Instant.parse(moment).toEpochMilli();
    }

    @Test
    void aMonthIsTheCalendarsMonth() {
        assertThat(around(1, PeriodUnit.MONTH, "2028-01-31T23:59:59.999Z"))
                .isEqualTo(new CalendarWindows(
                        millis("2028-01-01T00:00:00Z"),
                        millis("2028-02-01T00:00:00Z"),
                        millis("2028-03-01T00:00:00Z")));
    }

    @Test
    void aQuarterBeginsInJanuary() {
        assertThat(around(3, PeriodUnit.MONTH, "2026-11-23T12:00:00Z"))
                .isEqualTo(new CalendarWindows(
                        millis("2026-10-01T00:00:00Z"),
                        millis("2027-01-01T00:00:00Z"),
                        millis("2027-04-01T00:00:00Z")));
    }

    @Test
    void aDayBeginsAtMidnightUtcAndABoundaryBelongsToWhatFollows() {
        assertThat(around(1, PeriodUnit.DAY, "2026-11-23T00:00:00Z").first()).isEqualTo(millis("2026-11-23T00:00:00Z"));
        assertThat(around(1, PeriodUnit.DAY, "2026-11-22T23:59:59.999Z").second())
                .isEqualTo(millis("2026-11-23T00:00:00Z"));
    }
}
