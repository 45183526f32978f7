package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The internal contracts answer nobody who shows no certificate; found as an attacker on this machine finds them. */
@OnTollgate
@Tag("A13")
class InternalAddressesIT {

    private final Installation installation;

    InternalAddressesIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void internalAddressesRefuseWithoutAClientCertificate() {
        var addresses = installation.addresses();
        assumeThat(ListeningPorts.canSee(addresses.pid()))
                .as("the installation runs on this machine, where its ports can be looked up")
                .isTrue();
        Set<Integer> publicTls = new TreeSet<>(Stream.of(addresses.frontTls(), addresses.gatewayTls())
                .map(url -> URI.create(url).getPort())
                .toList());

        List<TlsProbe> internal = ListeningPorts.of(addresses.pid()).stream()
                .filter(port -> !publicTls.contains(port))
                .map(TlsProbe::of)
                .filter(TlsProbe::speaksTls)
                .toList();

        // key manager, publisher, store and traffic manager each serve at least one internal contract
        assertThat(internal).hasSizeGreaterThanOrEqualTo(4);
        assertThat(internal).allSatisfy(probe -> {
            assertThat(probe.asksForCertificate())
                    .as("%s asks for a certificate", probe)
                    .isTrue();
            assertThat(probe.served()).as("%s served a stranger", probe).isFalse();
        });
    }
}
