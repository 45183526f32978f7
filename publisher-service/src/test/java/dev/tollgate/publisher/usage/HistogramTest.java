package dev.tollgate.publisher.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {

    /** As usage.proto says it. */
    private static int bucket(long micros) {
        if (micros < 4) {
            return (int) micros;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        return 4 * exponent + (int) ((micros >> (exponent - 2)) & 3);
    }

    @Test
    void everyBucketBeginsWithItsLeastValue() {
        for (long value = 4; value < 100_000; value++) {
            int bucket = bucket(value);
            assertThat(Histogram.lowest(bucket)).isLessThanOrEqualTo(value);
            assertThat(Histogram.lowest(bucket + 1)).isGreaterThan(value);
        }
    }

    @Test
    void percentilesAreWithinABucketOfTheTruth() {
        var histogram = new Histogram();
        for (int millisecond = 1; millisecond <= 100; millisecond++) {
            histogram.add(bucket(millisecond * 1000L), 1);
        }
        assertThat(histogram.percentile(0.50)).isCloseTo(50.0, Percentage.withPercentage(15));
        assertThat(histogram.percentile(0.99)).isCloseTo(99.0, Percentage.withPercentage(15));
        assertThat(new Histogram().percentile(0.5)).isNull();
    }
}
