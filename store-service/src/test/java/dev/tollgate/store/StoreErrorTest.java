package dev.tollgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreErrorTest {

    @Test
    void codesAreUniqueAndInTheStoresRange() {
        assertThat(StoreError.values())
                .extracting(StoreError::code)
                .doesNotHaveDuplicates()
                .allMatch(code -> code > 902_000 && code < 903_000);
    }

    @Test
    void everyErrorHasACauseAndACure() {
        assertThat(StoreError.values())
                .allMatch(error -> !error.cause().isBlank() && !error.cure().isBlank());
    }
}
