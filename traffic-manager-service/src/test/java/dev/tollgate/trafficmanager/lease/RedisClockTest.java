package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.trafficmanager.lease.RedisClock.Credible;
import dev.tollgate.trafficmanager.lease.RedisClock.Sample;
import dev.tollgate.trafficmanager.lease.RedisClock.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RedisClockTest {

    private static final long REDIS = 1_790_000_000_000L;

    private long nanos;
    private long redisSkewMillis;
    private long correction;
    private final RedisClock clock = clock();

    private RedisClock clock() {
        return new RedisClock(() -> nanos, Duration.ofMillis(50));
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long redisMillis() {
        return REDIS + TimeUnit.NANOSECONDS.toMillis(nanos) + redisSkewMillis;
    }

    private Verdict observe(RedisClock observer) {
        long sent = nanos;
        nanos += TimeUnit.MICROSECONDS.toNanos(400);
        return observer.observe(new Sample(sent, nanos, redisMillis(), correction));
    }

    private Credible credible(RedisClock observer) {
        return observer.credible().orElseThrow();
    }

    @Test
    void nothingIsCredibleBeforeTheFirstSample() {
        assertThat(clock.credible()).isEmpty();
    }

    @Test
    void afterASampleRedisTimeIsCredibleWithinTheTolerance() {
        observe(clock);
        pass(3_000);

        assertThat(credible(clock).contains(redisMillis())).isTrue();
        assertThat(credible(clock).contains(redisMillis() + 60)).isFalse();
        assertThat(credible(clock).contains(redisMillis() - 60)).isFalse();
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        observe(clock);
        for (int i = 0; i < 2_000; i++) {
            pass(500);
            redisSkewMillis = i / 10;
            assertThat(observe(clock)).isInstanceOf(Verdict.Sound.class);
        }
        assertThat(credible(clock).contains(redisMillis())).isTrue();
    }

    @Test
    void aJumpIsSeenAndTheWantedCorrectionMakesTimeRunOn() {
        for (long jump : new long[] {900, 3_600_000, -3_600_000}) {
            redisSkewMillis = 0;
            correction = 0;
            RedisClock observer = clock();
            observe(observer);
            pass(500);
            long before = redisMillis();
            redisSkewMillis = jump;

            assertThat(observe(observer))
                    .isInstanceOfSatisfying(
                            Verdict.Jumped.class,
                            jumped -> assertThat(jumped.wantedCorrection()).isCloseTo(-jump, within(2L)));
            assertThat(credible(observer).contains(redisMillis())).isFalse();

            correction = -jump;
            observer.corrected(correction);
            assertThat(observe(observer)).isInstanceOf(Verdict.Sound.class);
            assertThat(credible(observer).contains(before)).isTrue();
        }
    }

    @Test
    void jumpsInSmallPiecesDoNotSlipThrough() {
        observe(clock);
        boolean seen = false;
        for (int i = 1; i <= 40 && !seen; i++) {
            pass(500);
            redisSkewMillis = i * 30L;
            seen = observe(clock) instanceof Verdict.Jumped;
        }
        assertThat(seen).isTrue();
        assertThat(redisSkewMillis).isLessThanOrEqualTo(90);
    }

    @Test
    void aCorrectionByAnotherTrafficManagerIsAdopted() {
        observe(clock);
        pass(500);
        redisSkewMillis = 3_600_000;
        correction = -3_600_000;

        assertThat(observe(clock)).isInstanceOf(Verdict.Sound.class);
        assertThat(clock.correction()).isEqualTo(-3_600_000);
    }

    @Test
    void aSlowAnswerSaysNothing() {
        observe(clock);
        long sent = nanos;
        pass(80);

        assertThat(clock.observe(new Sample(sent, nanos, redisMillis() + 3_600_000, 0)))
                .isInstanceOf(Verdict.TooSlow.class);
    }
}
