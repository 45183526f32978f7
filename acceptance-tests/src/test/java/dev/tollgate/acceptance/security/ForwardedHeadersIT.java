package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.backend.ReceivedRequest;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.RawExchange;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnTollgate
@Tag("A12")
class ForwardedHeadersIT {

    private final Installation installation;
    private final EchoBackend backend;
    private final Api api;
    private final Authorization token;

    ForwardedHeadersIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.backend = backend;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        this.token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
    }

    @Test
    void spoofedForwardingFieldsAndAssertionsNeverReachTheBackend() {
        for (Rest gateway : installation.gateways().all()) {
            int before = backend.received("/spoofed").size();
            RawExchange exchange = get(gateway, "/spoofed", """
                X-Forwarded-For: 203.0.113.9\r
                X-Forwarded-Host: evil.example\r
                X-Forwarded-Proto: gopher\r
                X-Forwarded-Port: 666\r
                X-Forwarded-Prefix: /evil\r
                X-Real-IP: 203.0.113.9\r
                Forwarded: for=203.0.113.9;host=evil.example;proto=gopher\r
                X-JWT-Assertion: spoofed.assertion.here\r
                """);

            assertThat(exchange.status()).as(exchange.response()).isEqualTo(200);
            ReceivedRequest received = backend.received("/spoofed").get(before);
            assertThat(received.text())
                    .doesNotContain("203.0.113.9")
                    .doesNotContain("evil")
                    .doesNotContain("gopher")
                    .doesNotContain("666\n")
                    .doesNotContain("spoofed.assertion");
            assertThat(received.values("X-JWT-Assertion")).isEmpty();
            assertThat(received.values("X-Forwarded-For"))
                    .allSatisfy(address -> assertThat(address).isEqualTo("127.0.0.1"));
        }
    }

    @Test
    void aConnectionFieldCannotTakeAwayTheGatewaysOwnChecksOrFields() {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = get(gateway, "/hop", """
                Connection: Authorization, X-Forwarded-For, X-Hop, Host\r
                X-Hop: by-hop\r
                TE: trailers\r
                Proxy-Authorization: Basic eDp5\r
                Keep-Alive: timeout=5\r
                Upgrade: h2c\r
                """);

            assertThat(exchange.status()).as(exchange.response()).isIn(200, 400, 401);
        }
        assertThat(backend.received("/hop")).allSatisfy(received -> {
            for (String name :
                    List.of("X-Hop", "Proxy-Authorization", "Keep-Alive", "Upgrade", "Authorization", "TE")) {
                assertThat(received.values(name)).as(name).isEmpty();
            }
            assertThat(received.values("Host")).hasSize(1);
            assertThat(received.text()).doesNotContain(token.value());
        });
    }

    @Test
    void theHostOfTheBackendIsTheBackendsOwn() {
        installation.gateways().get(api.path("/host"), token).forEach(answer -> answer.expect(200));

        assertThat(backend.received("/host"))
                .allSatisfy(received -> assertThat(received.values("Host"))
                        .containsExactly(URI.create(backend.url()).getAuthority()));
    }

    private RawExchange get(Rest gateway, String resource, String fields) {
        return RawExchange.send(
                gateway.base(),
                "GET " + api.path(resource) + " HTTP/1.1\r\nHost: "
                        + URI.create(gateway.base()).getAuthority() + "\r\nAuthorization: " + token.value() + "\r\n"
                        + fields + (fields.contains("Connection") ? "" : "Connection: close\r\n") + "\r\n");
    }
}
