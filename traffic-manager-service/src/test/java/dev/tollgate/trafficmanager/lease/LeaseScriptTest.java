package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.trafficmanager.lease.LeaseAsk.Return;
import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import dev.tollgate.trafficmanager.policy.QuotaUnit;
import dev.tollgate.trafficmanager.policy.WindowKind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script's answers at moments that no honest schedule brings about often enough. */
class LeaseScriptTest {

    private static final long LIFE = 100;
    private static final Period MINUTE = new Period(1, PeriodUnit.MINUTE);
    private static final Period SECOND = new Period(1, PeriodUnit.SECOND);

    /** {@link VirtualRedis#EPOCH} is 20 s into a minute. */
    private static final long NEXT_MINUTE = 40_000;

    private VirtualRedis redis = new VirtualRedis();
    private long number;

    static LeaseScriptTest of(String scriptText) {
        var test = new LeaseScriptTest();
        test.redis = new VirtualRedis(scriptText);
        return test;
    }

    @BeforeEach
    void startEmpty() {
        redis.clear();
    }

    private static Level level(WindowKind window, long calls, Period period) {
        return new Level(window + "-" + calls, new Limit(calls, period, window));
    }

    private static Level sliding(long calls) {
        return level(WindowKind.SLIDING, calls, MINUTE);
    }

    private static Level calendar(long calls) {
        return level(WindowKind.CALENDAR, calls, MINUTE);
    }

    private static Level bucket(long calls, Period period) {
        return level(WindowKind.BUCKET, calls, period);
    }

    private Decision ask(double millis, long waiting, List<Level> levels, Return... returns) {
        return ask(millis, waiting, waiting, levels, returns);
    }

    private Decision ask(double millis, long waiting, long want, List<Level> levels, Return... returns) {
        var ask = new LeaseAsk("gateway", ++number, waiting, want, 1, levels, List.of(returns));
        return redis.decide(Math.round(millis * 1000), ask, LIFE);
    }

    @Test
    void aRefusedCallCostsNoLevelAnything() {
        List<Level> levels = List.of(sliding(5), calendar(1000), bucket(200, MINUTE));
        assertThat(ask(0, 8, levels).granted()).isEqualTo(5);

        Decision refused = ask(1, 3, levels);

        assertThat(refused.status()).isEqualTo(Decision.Status.REFUSED);
        assertThat(refused.refusing()).isZero();
        assertThat(refused.levels()).extracting(Decision.Reading::remaining).containsExactly(0L, 995L, 195L);
    }

    @Test
    void aRefusalNamesTheMomentBeforeWhichAskingAgainIsPointless() {
        for (Level level : List.of(sliding(10), calendar(10), bucket(10, MINUTE))) {
            redis.clear();
            ask(0, 10, List.of(level));
            Decision refused = ask(200, 1, List.of(level));
            assertThat(refused.status()).isEqualTo(Decision.Status.REFUSED);
            double retry = (double) refused.retryMillis();

            assertThat(ask(200 + retry - 1, 1, List.of(level)).status())
                    .as("a millisecond too early, %s", level)
                    .isNotEqualTo(Decision.Status.GRANTED);
            assertThat(ask(200 + retry, 1, List.of(level)).status())
                    .as("then, %s", level)
                    .isEqualTo(Decision.Status.GRANTED);
        }
    }

    @Test
    void theSameNumberGetsTheSameAnswerAndALowerOneIsStale() {
        List<Level> levels = List.of(sliding(10));
        var first = new LeaseAsk("gateway", 7, 4, 4, 1, levels, List.of());
        assertThat(redis.decide(0, first, LIFE).granted()).isEqualTo(4);
        Decision again = redis.decide(5_000, first, LIFE);
        var older = new LeaseAsk("gateway", 6, 4, 4, 1, levels, List.of());

        assertThat(again.granted()).isEqualTo(4);
        assertThat(again.levels().getFirst().remaining()).isEqualTo(6);
        assertThat(redis.decide(6_000, older, LIFE).status()).isEqualTo(Decision.Status.STALE);
        assertThat(redis.decide(7_000, LeaseAsk.look(levels), LIFE)
                        .levels()
                        .getFirst()
                        .remaining())
                .isEqualTo(6);
    }

    @Test
    void aRefusalIsRememberedToo() {
        List<Level> levels = List.of(sliding(10));
        ask(0, 10, levels);
        var refused = new LeaseAsk("other", 1, 1, 1, 1, levels, List.of());
        assertThat(redis.decide(1_000, refused, LIFE).status()).isEqualTo(Decision.Status.REFUSED);

        assertThat(redis.decide(61_000_000, refused, LIFE).status())
                .as("a copy that was a minute under way")
                .isEqualTo(Decision.Status.REFUSED);
    }

    @Test
    void aReturnIsTakenOnce() {
        for (Level level : List.of(sliding(100), calendar(100), bucket(100, MINUTE))) {
            redis.clear();
            Decision granted = ask(0, 60, List.of(level));
            assertThat(granted.granted()).isEqualTo(60);
            var back = new Return(number, 20);
            ask(10, 0, List.of(level), back);
            ask(20, 0, List.of(level), back);

            assertThat(ask(30, 1, List.of(level)).levels().getFirst().remaining())
                    .as("%s", level)
                    .isEqualTo(59);
        }
    }

    @Test
    void aLostAnswerIsCancelledWhole() {
        for (Level level : List.of(sliding(100), calendar(100), bucket(100, MINUTE))) {
            redis.clear();
            ask(0, 60, List.of(level));

            assertThat(ask(50, 0, List.of(level), new Return(number, -1))
                            .levels()
                            .getFirst()
                            .remaining())
                    .as("%s", level)
                    .isEqualTo(100);
        }
    }

    @Test
    void aReturnThatComesAfterTheDebitStoppedCountingFreesNoNewerCalls() {
        for (Level level : List.of(sliding(100), calendar(100), bucket(100, MINUTE))) {
            redis.clear();
            ask(0, 50, List.of(level));
            long lent = number;
            double later = level.limit().window() == WindowKind.CALENDAR ? NEXT_MINUTE + 1_000 : 60_400;
            long granted = ask(later, 100, List.of(level)).granted();

            long more = ask(later + 1, 50, List.of(level), new Return(lent, 50)).granted();

            assertThat(granted + more).as("%s", level).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void aReturnFromBeforeAResetFreesNoNewerCalls() {
        Level level = sliding(100);
        ask(0, 50, List.of(level));
        long lent = number;
        redis.forget(level);
        ask(10, 100, List.of(level));

        assertThat(ask(20, 10, List.of(level), new Return(lent, 50)).granted()).isZero();
    }

    @Test
    void aDebitCountsUntilAPeriodAfterTheLastMomentItCouldBeSpent() {
        List<Level> levels = List.of(sliding(10));
        ask(0.999, 10, levels); // may be spent until 100.999

        assertThat(ask(60_100, 1, levels).granted()).isZero();
        assertThat(ask(60_101, 1, levels).granted()).isEqualTo(1);
    }

    @Test
    void everyDebitLeavesAtItsOwnMoment() {
        List<Level> levels = List.of(sliding(10));
        ask(0, 5, levels);
        ask(200, 5, levels);

        assertThat(ask(60_101, 10, levels).granted()).isEqualTo(5);
        assertThat(ask(60_300, 10, levels).granted()).isZero();
        assertThat(ask(60_301, 10, levels).granted()).isEqualTo(5);
    }

    @Test
    void theClockGoingBackFreesNothing() {
        for (Level level : List.of(sliding(10), calendar(10), bucket(10, MINUTE))) {
            redis.clear();
            double boundary = NEXT_MINUTE;
            long granted = ask(boundary, 5, List.of(level)).granted();
            granted +=
                    redis.decideAt(boundary - 1_000, boundary, ++number, level).granted();
            granted += ask(boundary + 1, 10, List.of(level)).granted();

            assertThat(granted).as("%s", level).isEqualTo(10);
        }
    }

    @Test
    void noLeaseCrossesACalendarBoundary() {
        List<Level> levels = List.of(calendar(10));
        Decision near = ask(NEXT_MINUTE - 50, 5, levels);
        Decision nearer = ask(NEXT_MINUTE - 10, 5, levels);
        Decision after = ask(NEXT_MINUTE, 20, levels);

        assertThat(near.granted()).isEqualTo(5);
        assertThat(near.lifeMillis()).isLessThan(50);
        assertThat(nearer.status()).isEqualTo(Decision.Status.HOLD);
        assertThat(nearer.retryMillis()).isEqualTo(10);
        assertThat(after.granted()).isEqualTo(10);
    }

    @Test
    void aBucketIsSmallerByWhatIsOutstanding() {
        List<Level> levels = List.of(bucket(100, SECOND));
        long first = ask(0, 100, levels).granted();
        long second = ask(40, 10, levels).granted(); // the first may all be spent at 100 still

        assertThat(first + second).isEqualTo(100);
        assertThat(ask(200, 100, levels).granted()).isPositive();
    }

    @Test
    void permitsAreLentAheadOnlyWhileTenTimesTheOpenOnesRemain() {
        List<Level> levels = List.of(sliding(1100));

        assertThat(ask(0, 1, 1000, levels).granted()).isEqualTo(100);
        assertThat(ask(1, 0, 1000, levels).status()).isEqualTo(Decision.Status.NOTHING_AHEAD);
        assertThat(ask(2, 5, 1000, levels).granted())
                .as("exactly those that wait")
                .isEqualTo(5);
    }

    @Test
    void smallLimitsLendNothingAhead() {
        assertThat(ask(0, 1, 50, List.of(sliding(99), sliding(10_000))).granted())
                .isEqualTo(1);
    }

    @Test
    void whereLeasesAreOutTheRefusalNamesTheMomentTheyMayComeBack() {
        List<Level> levels = List.of(sliding(110));
        assertThat(ask(0, 1, 1000, levels).granted()).isEqualTo(10);
        assertThat(ask(1, 100, levels).granted()).isEqualTo(100);

        Decision refused = ask(2, 1, levels);

        assertThat(refused.retryMillis()).isBetween(1L, 200L);
        assertThat(refused.freeAtRetry()).isEqualTo(10);
    }

    @Test
    void outsideTheCredibleTimeNothingIsChanged() {
        List<Level> levels = List.of(sliding(10));
        var ask = new LeaseAsk("gateway", 1, 5, 5, 1, levels, List.of());
        long now = VirtualRedis.EPOCH;

        assertThat(redis.decide(0, ask, LIFE, now + 1, now + 100).getFirst()).isEqualTo(101);
        assertThat(redis.decide(0, ask, LIFE, now - 100, now - 1).getFirst()).isEqualTo(101);
        assertThat(redis.decide(0, LeaseAsk.look(levels), LIFE)
                        .levels()
                        .getFirst()
                        .remaining())
                .isEqualTo(10);
        assertThat(redis.decide(0, ask, LIFE, now, now).getFirst()).isEqualTo(1);
    }

    @Test
    void aStoredCorrectionKeepsTheTimeContinuous() {
        List<Level> levels = List.of(sliding(10));
        ask(0, 10, levels);
        redis.correct(-3_600_000);

        assertThat(ask(3_600_000 + 1_000, 10, levels).granted()).isZero();
        assertThat(ask(3_600_000 + 60_200, 10, levels).granted()).isEqualTo(10);
    }

    @Test
    void aRaisedOrLoweredLimitKeepsWhatWasDebited() {
        ask(0, 10, List.of(new Level("l", sliding(10).limit())));
        List<Level> raised = List.of(new Level("l", sliding(600).limit()));
        List<Level> lowered = List.of(new Level("l", sliding(5).limit()));

        assertThat(ask(1, 700, raised).granted()).isEqualTo(590);
        assertThat(ask(60_050, 1, lowered).granted()).isZero();
        assertThat(ask(60_400, 9, lowered).granted()).isEqualTo(5);
    }

    @Test
    void aChangedRateOfABucketKeepsItsTokens() {
        Level slow = new Level("b", new Limit(100, MINUTE, WindowKind.BUCKET));
        Level fast = new Level("b", new Limit(100, SECOND, WindowKind.BUCKET));
        ask(0, 100, List.of(slow));

        assertThat(ask(10, 10, List.of(fast)).granted()).isZero();
        assertThat(ask(500, 100, List.of(fast)).granted()).isBetween(1L, 50L);
    }

    @Test
    void aCallMayCostSeveralPermits() {
        List<Level> levels = List.of(sliding(10), bucket(100, MINUTE));
        var ask = new LeaseAsk("gateway", 1, 5, 5, 3, levels, List.of());
        Decision decision = redis.decide(0, ask, LIFE);

        assertThat(decision.granted()).isEqualTo(3);
        assertThat(decision.levels()).extracting(Decision.Reading::remaining).containsExactly(1L, 91L);
        assertThat(decision.refusing()).isZero();
    }

    private static Level bytes(WindowKind window, long limit) {
        return new Level(window + "-bytes", new Limit(limit, MINUTE, window, QuotaUnit.BYTES));
    }

    private Decision moved(double millis, long waiting, long bytes, List<Level> levels, Return... returns) {
        var ask = new LeaseAsk("gateway", ++number, waiting, waiting, 1, bytes, levels, List.of(returns));
        return redis.decide(Math.round(millis * 1000), ask, LIFE);
    }

    @Test
    void callsPassWhileAByteIsLeftAndTheirBytesAreDebitedAfterwards() {
        for (WindowKind window : List.of(WindowKind.SLIDING, WindowKind.CALENDAR)) {
            redis.clear();
            List<Level> levels = List.of(sliding(10), bytes(window, 1000));
            Decision first = moved(0, 2, 0, levels);
            assertThat(first.granted()).isEqualTo(2);
            assertThat(first.levels()).extracting(Decision.Reading::remaining).containsExactly(8L, 1000L);

            assertThat(moved(10, 1, 999, levels).granted())
                    .as("%s, a byte left", window)
                    .isEqualTo(1);
            Decision none = moved(20, 1, 501, levels);
            Decision look = redis.decide(30_000, LeaseAsk.look(levels), LIFE);

            assertThat(none.status()).as("%s", window).isEqualTo(Decision.Status.REFUSED);
            assertThat(none.refusing()).isEqualTo(1);
            assertThat(none.freeAtRetry()).isZero();
            assertThat(look.levels())
                    .as("%s: a refused call costs no level anything", window)
                    .extracting(Decision.Reading::remaining)
                    .containsExactly(7L, 0L);
        }
    }

    @Test
    void anExcessOfBytesCountsAgainstTheNextWindow() {
        List<Level> calendar = List.of(bytes(WindowKind.CALENDAR, 1000));
        moved(0, 1, 2500, calendar);
        assertThat(moved(NEXT_MINUTE + 1, 1, 0, calendar).status()).isEqualTo(Decision.Status.REFUSED);
        assertThat(moved(NEXT_MINUTE + 60_001, 1, 0, calendar)
                        .levels()
                        .getFirst()
                        .remaining())
                .isEqualTo(500);

        redis.clear();
        List<Level> bucket = List.of(bytes(WindowKind.BUCKET, 60_000));
        Decision refused = moved(0, 1, 90_000, bucket);
        assertThat(refused.status()).isEqualTo(Decision.Status.REFUSED);
        assertThat(refused.retryMillis())
                .as("30,000 and one at a thousand a second")
                .isBetween(30_000L, 30_002L);
        assertThat(moved(30_002, 1, 0, bucket).granted()).isEqualTo(1);
    }

    @Test
    void bytesAreDebitedOnceForANumber() {
        List<Level> levels = List.of(bytes(WindowKind.SLIDING, 1000));
        var ask = new LeaseAsk("gateway", 1, 0, 0, 1, 400, levels, List.of());
        redis.decide(0, ask, LIFE);
        redis.decide(1_000, ask, LIFE);

        assertThat(moved(2, 1, 0, levels).levels().getFirst().remaining()).isEqualTo(1000 - 400);
    }

    @Test
    void levelsOfBytesLendNothingAheadAndTakeNothingBack() {
        List<Level> levels = List.of(sliding(10_000), bytes(WindowKind.CALENDAR, 60_000));
        var ask = new LeaseAsk("gateway", 1, 1, 100, 1, 10_000, levels, List.of());
        assertThat(redis.decide(0, ask, LIFE).granted()).isEqualTo(1);
        number = 1;

        Decision after = moved(1, 0, 0, levels, new Return(1, 1));

        assertThat(after.levels()).extracting(Decision.Reading::remaining).containsExactly(10_000L, 50_000L);
    }

    @Test
    void aLevelTakesLittleMemory() {
        Level large = sliding(1_000_000);
        for (int i = 0; i < 300; i++) {
            ask(i * 250, 10, List.of(large));
        }

        assertThat(redis.memory(large)).isLessThan(6_000);
    }
}
