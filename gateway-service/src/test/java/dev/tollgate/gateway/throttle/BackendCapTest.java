package dev.tollgate.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackendCapTest {

    private static final class Hand implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void soManyCallsASecondAreAdmittedAndNoMore() {
        Hand clock = new Hand();
        BackendCap cap = new BackendCap(2, clock);
        assertThat(cap.admits()).isTrue();
        assertThat(cap.admits()).isTrue();
        assertThat(cap.admits()).isFalse();
        clock.nanos += Duration.ofMillis(500).toNanos();
        assertThat(cap.admits()).isTrue();
        assertThat(cap.admits()).isFalse();
    }

    @Test
    void noCapIsNone() {
        assertThat(BackendCap.of(0)).isNull();
    }
}
