package dev.tollgate.store.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.platform.error.RefusedException;
import org.junit.jupiter.api.Test;

class EntityTagTest {

    private record View(String text) {}

    @Test
    void tagsDifferByRevisionAndByContent() {
        assertThat(EntityTag.of(1, new View("a"))).isNotEqualTo(EntityTag.of(2, new View("a")));
        assertThat(EntityTag.of(1, new View("a"))).isNotEqualTo(EntityTag.of(1, new View("b")));
        assertThat(EntityTag.of(1, new View("a"))).isEqualTo(EntityTag.of(1, new View("a")));
    }

    @Test
    void theRevisionAloneDecidesWhetherAChangeIsBasedOnTheLastReading() {
        String tag = EntityTag.of(12, new View("a"));
        assertThatCode(() -> EntityTag.require(tag, 12)).doesNotThrowAnyException();
        assertThatCode(() -> EntityTag.require("\"9.a\", " + tag, 12)).doesNotThrowAnyException();
        assertThatCode(() -> EntityTag.require("*", 12)).doesNotThrowAnyException();
        assertThatCode(() -> EntityTag.require(null, 12)).doesNotThrowAnyException();
        assertThatThrownBy(() -> EntityTag.require(tag, 13)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> EntityTag.require(tag, 1)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> EntityTag.require("W/" + tag, 12)).isInstanceOf(RefusedException.class);
    }
}
