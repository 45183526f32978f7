package dev.tollgate.gateway.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.LifeCycleState;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeprecationTest {

    private static final DeployedApi DEPRECATED = DeployedApi.newBuilder()
            .setLifeCycleState(LifeCycleState.LIFE_CYCLE_STATE_DEPRECATED)
            .setDeprecatedAt(1_688_169_599)
            .build();

    @Test
    void theFieldsAreWrittenAsTheirStandardsWriteThem() {
        var fields = new DefaultHttpHeaders();
        fields.add("Deprecation", "what the backend says of itself");
        Objects.requireNonNull(Deprecation.of(
                        DEPRECATED.toBuilder().setSunset(1_751_328_001).build()))
                .announce(fields);
        // RFC 9745, section 2.1
        assertThat(fields.getAll("Deprecation")).containsExactly("@1688169599");
        // RFC 8594, section 3: an HTTP date, whose day has two digits
        assertThat(fields.getAll("Sunset")).containsExactly("Tue, 01 Jul 2025 00:00:01 GMT");
    }

    @Test
    void aSunsetThatIsNotNamedOrLiesBeforeTheDeprecationIsNotTold() {
        for (long sunset : new long[] {0, 1_688_169_598}) {
            var fields = new DefaultHttpHeaders();
            Objects.requireNonNull(Deprecation.of(
                            DEPRECATED.toBuilder().setSunset(sunset).build()))
                    .announce(fields);
            assertThat(fields.get("Deprecation")).isEqualTo("@1688169599");
            assertThat(fields.contains("Sunset")).isFalse();
        }
    }

    @Test
    void onlyDeprecatedApisTellOfIt() {
        for (LifeCycleState state : LifeCycleState.values()) {
            if (state != LifeCycleState.UNRECOGNIZED && state != LifeCycleState.LIFE_CYCLE_STATE_DEPRECATED) {
                assertThat(Deprecation.of(DEPRECATED.toBuilder()
                                .setLifeCycleState(state)
                                .setSunset(1_751_328_001)
                                .build()))
                        .isNull();
            }
        }
    }
}
