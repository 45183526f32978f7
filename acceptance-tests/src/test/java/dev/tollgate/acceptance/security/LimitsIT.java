package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.RawExchange;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a gateway takes from one client. */
@OnTollgate
@Tag("A10")
class LimitsIT {

    private static final int LARGEST_BODY = 1_000;
    private static final int SLOW_CONNECTIONS = 500;

    /** Two seconds are promised; asserted at five times that. */
    private static final Duration P99 = Duration.ofSeconds(10);

    private final Installation installation;
    private final EchoBackend backend;
    private final Api api;
    private final Authorization token;

    LimitsIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.backend = backend;
        this.api = people.alice().publish(ApiDraft.on(backend.url()).with("maxBodyBytes", LARGEST_BODY));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        this.token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
    }

    @Test
    void headersOverSixteenKibibytesAreRefused() {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = RawExchange.send(
                    gateway.base(), head(gateway, "GET", "/headers", "X-Large: " + "x".repeat(17 << 10)));

            assertThat(exchange.status()).as(exchange.response()).isEqualTo(431);
            assertThat(exchange.closed()).isTrue();
        }
        assertThat(backend.received("/headers")).isEmpty();
    }

    @Test
    void aBodyOverTheApisLimitIsRefusedAnnouncedOrNot() {
        for (Rest gateway : installation.gateways().all()) {
            gateway.as(token)
                    .sendBytes("POST", api.path("/body-fits"), "text/plain", new byte[LARGEST_BODY])
                    .expect(200);
            gateway.as(token)
                    .sendBytes("POST", api.path("/body-announced"), "text/plain", new byte[LARGEST_BODY + 1])
                    .expect(413);
            String chunk = Integer.toHexString(LARGEST_BODY + 1) + "\r\n" + "x".repeat(LARGEST_BODY + 1) + "\r\n";
            RawExchange chunked = RawExchange.send(
                    gateway.base(),
                    head(gateway, "POST", "/body-chunked", "Transfer-Encoding: chunked") + chunk + "0\r\n\r\n");
            assertThat(chunked.status()).as(chunked.response()).isEqualTo(413);
        }
        assertThat(backend.received("/body-fits"))
                .hasSize(installation.gateways().count());
        assertThat(backend.received("/body-announced")).isEmpty();
        assertThat(backend.received("/body-chunked").stream()
                        .filter(request -> !request.method().equals("BROKEN")))
                .as("whole requests")
                .isEmpty();
    }

    @Test
    void slowConnectionsDoNotSlowAGoodClient() throws IOException {
        for (Rest gateway : installation.gateways().all()) {
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                    slow.add(unfinished(gateway));
                }
                List<Long> nanos = new ArrayList<>();
                for (int call = 0; call < 200; call++) {
                    drip(slow.get(call % slow.size()));
                    long began = System.nanoTime();
                    gateway.as(token).get(api.path("/good")).expect(200);
                    nanos.add(System.nanoTime() - began);
                }
                nanos.sort(null);
                assertThat(Duration.ofNanos(nanos.get(nanos.size() * 99 / 100)))
                        .as("99th percentile at %s", gateway.base())
                        .isLessThan(P99);
            } finally {
                for (Socket each : slow) {
                    each.close();
                }
            }
        }
    }

    /** A request that has begun, and does not come to its end. */
    private Socket unfinished(Rest gateway) throws IOException {
        URI address = URI.create(gateway.base());
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 5_000);
        send(socket, "GET " + api.path("/slow") + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nX-Slow: ");
        return socket;
    }

    private static void drip(Socket socket) {
        try {
            send(socket, "x");
        } catch (IOException closed) {
            // the gateway may lose its patience
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String head(Rest gateway, String method, String resource, String field) {
        return method + " " + api.path(resource) + " HTTP/1.1\r\nHost: "
                + URI.create(gateway.base()).getAuthority() + "\r\nAuthorization: " + token.value() + "\r\n" + field
                + "\r\n\r\n";
    }
}
