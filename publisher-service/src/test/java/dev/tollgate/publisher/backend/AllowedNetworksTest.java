package dev.tollgate.publisher.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.platform.error.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedNetworksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "255.255.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fec0::1"
            })
    void reservedAddressesAreNotAllowedUnlessListed(String address) throws UnknownHostException {
        assertThat(AllowedNetworks.of(List.of()).allows(literal(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(AllowedNetworks.of(List.of()).allows(literal(address))).isTrue();
    }

    @Test
    void whatTheAdministratorListsIsAllowedAndNothingBeside() throws UnknownHostException {
        var allowed = AllowedNetworks.of(List.of("127.0.0.0/8", "10.20.0.0/15", "fd00::/8", "::1"));
        assertThat(allowed.allows(literal("127.0.0.1"))).isTrue();
        assertThat(allowed.allows(literal("::ffff:127.0.0.1"))).isTrue();
        assertThat(allowed.allows(literal("10.21.255.255"))).isTrue();
        assertThat(allowed.allows(literal("10.22.0.0"))).isFalse();
        assertThat(allowed.allows(literal("fd99::1"))).isTrue();
        assertThat(allowed.allows(literal("::1"))).isTrue();
        assertThat(allowed.allows(literal("::2"))).isFalse();
        assertThat(AllowedNetworks.of(List.of("0.0.0.0/0")).allows(literal("0.0.0.0")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "host/8", "::/129", "10.0.0.0/x", "300.0.0.0/8"})
    void aListEntryMustBeANetwork(String text) {
        assertThatThrownBy(() -> AllowedNetworks.of(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.org/",
                "file:/etc/passwd",
                "//example.org",
                "example.org",
                "http://",
                "http:///x",
                "http://2130706433/",
                "http://017700000001/",
                "http://0x7f.0.0.1/",
                "http://127.1/",
                "http://127.0.0.01/",
                "http://256.0.0.1/",
                "http://a:b@example.org/",
                "http://example.org/?q",
                "http://example.org/#f",
                "http://example.org:0/",
                "http://example.org:99999/",
                "http://exa mple.org/",
                "http://[::1/",
                "http://{host}/x"
            })
    void aUrlThatCouldMeanSomethingElseIsRefused(String url) {
        assertThatThrownBy(() -> BackendUrl.of(url, "x")).isInstanceOf(RefusedException.class);
    }

    @Test
    void anAddressIsReadAsItIsWritten() {
        assertThat(BackendUrl.of("https://Example.org:8443/base/", "x").host()).isEqualTo("Example.org");
        assertThat(BackendUrl.of("http://[::1]:80/", "x").host()).isEqualTo("::1");
    }

    private static InetAddress literal(String address) throws UnknownHostException {
        return InetAddress.getAllByName(address)[0];
    }
}
