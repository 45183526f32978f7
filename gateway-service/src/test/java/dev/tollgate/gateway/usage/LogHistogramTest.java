package dev.tollgate.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogHistogramTest {

    @ParameterizedTest
    @CsvSource({
        "0,0", "1,1", "3,3", "4,8", "5,9", "7,11", "8,12", "9,12", "10,13", "15,15", "16,16", "1000,39", "1024,40"
    })
    void bucketsAreNumberedAsTheContractSays(long microseconds, int bucket) {
        assertThat(LogHistogram.bucket(microseconds)).isEqualTo(bucket);
    }
}
