package dev.tollgate.store.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void theMiddleOfABucketIsWithinAnEighthOfEveryValueInIt() {
        for (int micros = 4; micros < 10_000_000; micros = micros * 5 / 4 + 1) {
            assertThat(LatencyHistogram.middle(bucket(micros))).isCloseTo((double) micros, within(micros / 8.0 + 0.5));
        }
        for (int micros = 0; micros < 4; micros++) {
            assertThat(LatencyHistogram.middle(micros)).isEqualTo(micros);
        }
    }

    @Test
    void aPercentileIsTheSmallestValueThatTheShareDoesNotExceed() {
        var histogram = LatencyHistogram.of(Map.of(bucket(1000), 98L, bucket(50_000), 1L, bucket(2_000_000), 1L));
        assertThat(histogram.percentile(0.5)).isCloseTo(1.0, within(0.13));
        assertThat(histogram.percentile(0.98)).isCloseTo(1.0, within(0.13));
        assertThat(histogram.percentile(0.99)).isCloseTo(50, within(7.0));
        assertThat(histogram.percentile(1)).isCloseTo(2000, within(250.0));
        assertThat(LatencyHistogram.of(Map.of()).percentile(0.5)).isNull();
    }

    /** The contract's numbering, written down a second time. */
    private static int bucket(long micros) {
        if (micros < 4) {
            return (int) micros;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        return (int) (4L * exponent + ((micros >> (exponent - 2)) & 3));
    }
}
