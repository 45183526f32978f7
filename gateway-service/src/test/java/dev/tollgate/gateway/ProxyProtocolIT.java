package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.openHouse;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import dev.tollgate.gateway.rig.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a TCP balancer that tells whose connection it is, in the words of HAProxy's PROXY protocol. */
class ProxyProtocolIT {

    private static final String REQUEST = "GET /petstore/1.0.0/open HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

    @TempDir
    private static Path directory;

    private static FakeServices services;
    private static RawBackend backend;
    private static GatewayRig gateway;

    @BeforeAll
    static void start() {
        services = new FakeServices(directory.resolve("ca"));
        backend = new RawBackend();
        services.deployments.put(loopback(), item(petstore(backend.url() + "/v2")));
        services.keys.put(subscribed("Unlimited"));
        services.policies.put(openHouse());
        gateway = GatewayRig.start(
                services, directory.resolve("gateway"), "--tollgate.gateway.invocation.proxy-protocol=true");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        services.close();
        backend.close();
    }

    @Test
    void theBackendLearnsTheClientsAddressAndNotTheBalancers() throws IOException {
        String answer = RawClient.send(
                gateway.port(),
                "PROXY TCP4 203.0.113.7 192.0.2.1 51234 8280\r\n" + REQUEST + "X-Forwarded-For: 198.51.100.1\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(backend.requests().getLast().toLowerCase(Locale.ROOT))
                .contains("x-forwarded-for: 203.0.113.7\r\n")
                .doesNotContain("198.51.100.1", "127.0.0.1, ");
    }

    @Test
    void aConnectionThatDoesNotSayWhoseItIsGetsNothing() throws IOException {
        backend.forget();

        assertThat(RawClient.send(gateway.port(), REQUEST + "\r\n")).isEmpty();
        assertThat(RawClient.send(gateway.port(), "PROXY NONSENSE\r\n" + REQUEST + "\r\n"))
                .isEmpty();
        assertThat(backend.requests()).isEmpty();
    }
}
