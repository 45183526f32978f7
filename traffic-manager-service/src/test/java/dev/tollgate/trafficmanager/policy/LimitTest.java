package dev.tollgate.trafficmanager.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitTest {

    private static Limit of(long calls, int count, PeriodUnit unit) {
        return Limit.of(calls, new Period(count, unit));
    }

    @Test
    void theKindOfWindowFollowsFromThePeriodUnlessAskedFor() {
        assertThat(of(5, 59, PeriodUnit.SECOND).window()).isEqualTo(WindowKind.BUCKET);
        assertThat(of(5, 60, PeriodUnit.SECOND).window()).isEqualTo(WindowKind.SLIDING);
        assertThat(of(5, 1, PeriodUnit.HOUR).window()).isEqualTo(WindowKind.SLIDING);
        assertThat(of(5, 1, PeriodUnit.DAY).window()).isEqualTo(WindowKind.CALENDAR);
        assertThat(of(5, 1, PeriodUnit.MONTH).window()).isEqualTo(WindowKind.CALENDAR);
    }

    @Test
    void aBucketsUnitsAreReducedToWholeNumbers() {
        Limit tenThousandADay = new Limit(10_000, new Period(1, PeriodUnit.DAY), WindowKind.BUCKET);

        assertThat(tenThousandADay.unitsPerCall()).isEqualTo(8_640_000);
        assertThat(tenThousandADay.unitsPerMicrosecond()).isEqualTo(1);
    }

    @Test
    void aBucketThatCannotBeCountedExactlyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limit(999_999_937, new Period(1, PeriodUnit.MONTH), WindowKind.BUCKET))
                .withMessageContaining("too fine");
    }

    @Test
    void periodsHaveAnEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> of(5, 13, PeriodUnit.MONTH));
        assertThatIllegalArgumentException().isThrownBy(() -> of(0, 1, PeriodUnit.MONTH));
        assertThatIllegalArgumentException().isThrownBy(() -> new Period(0, PeriodUnit.DAY));
    }

    @Test
    void unitsAreKnownByWso2sWordsAndInPlainEnglish() {
        assertThat(PeriodUnit.of("min")).contains(PeriodUnit.MINUTE);
        assertThat(PeriodUnit.of("Minutes")).contains(PeriodUnit.MINUTE);
        assertThat(PeriodUnit.of("days")).contains(PeriodUnit.DAY);
        assertThat(PeriodUnit.of("fortnight")).isEmpty();
    }
}
