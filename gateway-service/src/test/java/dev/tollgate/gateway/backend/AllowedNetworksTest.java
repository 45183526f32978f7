package dev.tollgate.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.gateway.network.Cidr;
import dev.tollgate.gateway.network.Cidrs;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedNetworksTest {

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "169.254.169.254", "172.31.0.1", "192.168.1.1",
                        "100.64.0.1",
                "224.0.0.1", "255.255.255.255", "::1", "::", "fd00::1", "fe80::1", "64:ff9b::7f00:1", "ff02::1"
            })
    void internalAddressesAreRefusedUnlessListed(String text) throws UnknownHostException {
        assertThat(new AllowedNetworks(Cidrs.NONE).allows(address(text))).isFalse();
        assertThat(new AllowedNetworks(Cidrs.parse(List.of("0.0.0.0/0", "::/0"))).allows(address(text)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "2606:2800:220:1::1"})
    void publicAddressesAreAllowed(String text) throws UnknownHostException {
        assertThat(new AllowedNetworks(Cidrs.NONE).allows(address(text))).isTrue();
    }

    @Test
    void aListedNetworkAllowsItselfOnly() throws UnknownHostException {
        AllowedNetworks networks = new AllowedNetworks(Cidrs.parse(List.of("10.1.0.0/17")));
        assertThat(networks.allows(address("10.1.127.255"))).isTrue();
        assertThat(networks.allows(address("10.1.128.0"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "2130706433", "10.0.0.0/33", "10.0.0", "face", ""})
    void namesAndOddNumbersAreNoNetworks(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
