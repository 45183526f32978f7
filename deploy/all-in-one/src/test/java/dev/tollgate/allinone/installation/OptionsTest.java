package dev.tollgate.allinone.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void withoutOptionsItIsOneGatewayOnLoopbackAndTheDefaultPorts() {
        Options options = options(Map.of());
        assertThat(options.portOffset()).isZero();
        assertThat(options.gateways()).isEqualTo(1);
        assertThat(options.loopback()).isTrue();
        assertThat(options.publicUrl()).isEqualTo("https://localhost:9443");
        assertThat(options.data()).isAbsolute();
        assertThat(options.adminPassword()).isEmpty();
    }

    @Test
    void theOffsetMovesThePublicUrlAndComesFromTheEnvironmentToo() {
        assertThat(options(Map.of(), "--port-offset", "100").publicUrl()).isEqualTo("https://localhost:9543");
        assertThat(options(Map.of("TOLLGATE_PORT_OFFSET", "7")).portOffset()).isEqualTo(7);
        assertThat(options(Map.of("TOLLGATE_PORT_OFFSET", "7"), "--port-offset=8")
                        .portOffset())
                .isEqualTo(8);
    }

    @Test
    void aPublicUrlOfItsOwnNamesTheHost() {
        Options options = options(Map.of("TOLLGATE_PUBLIC_URL", "https://apis.example:443/"), "--listen", "0.0.0.0");
        assertThat(options.publicUrl()).isEqualTo("https://apis.example:443");
        assertThat(options.publicHost()).isEqualTo("apis.example");
        assertThat(options.loopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port-offset=-1",
                "--port-offset=60000",
                "--port-offset=ten",
                "--gateways=0",
                "--gateways=99",
                "--colour=red",
                "-o=xml"
            })
    void whatMakesNoSenseIsNamed(String option) {
        assertThatThrownBy(() -> options(Map.of(), option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option.substring(0, option.indexOf('=')));
    }

    private static Options options(Map<String, String> environment, String... args) {
        return Options.of(args, environment);
    }
}
