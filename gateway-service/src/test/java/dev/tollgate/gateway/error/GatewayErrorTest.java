package dev.tollgate.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GatewayErrorTest {

    @Test
    void everyCodeIsUniqueAndDocumented() {
        assertThat(Arrays.stream(GatewayError.values()).map(GatewayError::code)).doesNotHaveDuplicates();
        assertThat(GatewayError.values()).allSatisfy(error -> {
            assertThat(error.status()).isBetween(400, 599);
            assertThat(error.message()).isNotBlank().doesNotEndWith("!");
            assertThat(error.description()).isNotBlank();
            assertThat(error.cause()).isNotBlank();
            assertThat(error.cure()).isNotBlank();
        });
    }
}
