package dev.tollgate.allinone.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.provision.server.ProvisionException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void eachFurtherGatewayIsTenPortsOn() {
        assertThat(Ports.all(100, 2)).containsExactlyInAnyOrder(9543, 9863, 8343, 8353, 8380, 8390, 10380, 10390);
    }

    @Test
    void aTakenPortIsRefusedWithTheNextFreeOffset() throws Exception {
        int offset = freeOffset();
        try (ServerSocket taken = new ServerSocket(8243 + offset, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> Ports.requireFree(at(offset)))
                    .isInstanceOf(ProvisionException.class)
                    .hasMessageContaining("Port " + (8243 + offset) + " is taken")
                    .satisfies(e -> {
                        Matcher named = Pattern.compile("--port-offset (\\d+)").matcher(String.valueOf(e.getMessage()));
                        assertThat(named.find()).isTrue();
                        int next = Integer.parseInt(named.group(1));
                        assertThat(next).isGreaterThan(offset);
                        assertThatCode(() -> Ports.requireFree(at(next))).doesNotThrowAnyException();
                    });
        }
    }

    private static Options at(int offset) {
        return Options.of(new String[] {"--port-offset", "" + offset}, Map.of());
    }

    private static int freeOffset() {
        return IntStream.range(20_000, 21_000)
                .filter(offset -> Ports.all(offset, 1).stream().allMatch(LoopbackPort::free))
                .findFirst()
                .orElseThrow();
    }
}
