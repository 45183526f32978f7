package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.openHouse;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import dev.tollgate.gateway.rig.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R5: what a stop does to those who are connected. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are the matter of these tests
class OrderlyStopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REQUEST = "GET /petstore/open HTTP/1.1\r\nHost: h\r\n\r\n";

    @TempDir
    private Path directory;

    private final RawBackend backend = new RawBackend();
    private final CountDownLatch answer = new CountDownLatch(1);
    private FakeServices services;
    private GatewayRig gateway;

    @BeforeEach
    void start() {
        services = new FakeServices(directory.resolve("ca"));
        services.deployments.put(loopback(), item(petstore(backend.url())));
        services.keys.put(subscribed("Unlimited"));
        services.policies.put(openHouse());
        gateway = GatewayRig.start(
                services,
                directory.resolve("gateway"),
                "--tollgate.gateway.invocation.drain-wait=4s",
                "--tollgate.gateway.invocation.drain-idle=30s");
    }

    @AfterEach
    void stop() throws IOException {
        answer.countDown();
        gateway.close();
        services.close();
        backend.close();
    }

    @Test
    void itIsNotReadyFirstThenTakesNobodyNewAndEndsWhenAllWhoWereThereAreServed() throws Exception {
        try (Socket keptAlive = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                Socket underWay = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            assertThat(exchange(keptAlive)).startsWith("HTTP/1.1 200").doesNotContain("connection: close");
            backend.answer((request, client, out) -> {
                waitFor(answer);
                out.write(RawBackend.ok("late"));
            });
            send(underWay, REQUEST);
            await().atMost(PATIENCE).until(() -> backend.requests().size() == 2);
            backend.answer((request, client, out) -> out.write(RawBackend.ok("echo")));

            Thread stopping = Thread.ofVirtual().start(gateway::close);

            await().atMost(PATIENCE).until(() -> health().startsWith("HTTP/1.1 503"));
            assertThat(RawClient.send(gateway.port(), REQUEST.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")))
                    .as("while balancers take notice")
                    .startsWith("HTTP/1.1 200");
            await().atMost(PATIENCE).until(() -> !listens());
            assertThat(exchange(keptAlive))
                    .as("once more, and then no longer")
                    .startsWith("HTTP/1.1 200")
                    .contains("connection: close");
            assertThat(keptAlive.getInputStream().read()).isEqualTo(-1);
            assertThat(stopping.isAlive()).as("waits for the call under way").isTrue();
            answer.countDown();
            assertThat(read(underWay)).startsWith("HTTP/1.1 200").endsWith("late");
            assertThat(stopping.join(PATIENCE))
                    .as("ended, well before its time")
                    .isTrue();
        }
    }

    private String health() throws IOException {
        return RawClient.send(
                gateway.managementPort(),
                "GET /actuator/health/readiness HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static String exchange(Socket socket) throws IOException {
        send(socket, REQUEST);
        return read(socket);
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** One answer, whose body is four letters. */
    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0 || text.length() < text.indexOf("\r\n\r\n") + 8) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let the backend answer");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
