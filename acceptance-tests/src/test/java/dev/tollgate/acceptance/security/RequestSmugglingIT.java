package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.RawExchange;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages whose end two parsers may see at different places (RFC 9112, sections 3.2, 5 and 6.3). */
@OnTollgate
@Tag("A9")
class RequestSmugglingIT {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Installation installation;
    private final EchoBackend backend;
    private final Api api;
    private final Authorization token;

    RequestSmugglingIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.backend = backend;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        this.token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
    }

    @TestFactory
    Stream<DynamicTest> ambiguousMessagesAreRefusedAndTheBackendSeesNothing() {
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("CL and TE", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
        messages.put("two CLs that differ", "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde");
        messages.put("a CL list that differs", "Content-Length: 4, 5\r\n\r\nabcde");
        messages.put("a signed CL", "Content-Length: +4\r\n\r\nabcd");
        messages.put("a negative CL", "Content-Length: -1\r\n\r\n");
        messages.put("an unknown TE", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        messages.put("a TE before chunked", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        messages.put("chunked not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
        messages.put("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        messages.put("a vertical tab in TE", "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n");
        messages.put("a space before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
        messages.put("a bare LF after a chunk's size", "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n");
        messages.put("a chunk size that is no number", "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");
        messages.put("two Hosts", "Host: elsewhere.example\r\nContent-Length: 0\r\n\r\n");
        messages.put("a bare CR in a field", "X-Bare: a\rb\r\nContent-Length: 0\r\n\r\n");
        messages.put("a NUL in a field", "X-Nul: a\u0000b\r\nContent-Length: 0\r\n\r\n");
        return messages.entrySet().stream()
                .map(message -> dynamicTest(message.getKey(), () -> refused(message.getKey(), message.getValue())));
    }

    /** The first chunk was good and may be on its way; the rest makes no whole request of it, and the client is told. */
    @ParameterizedTest
    @ValueSource(strings = {"3\r\nabc\n0\r\n\r\n", "3\r\nabcdef\r\n0\r\n\r\n", "3\r\nabc\r\nzz\r\nabc\r\n0\r\n\r\n"})
    void aBodyThatBreaksAfterItsFirstChunkIsRefusedAndNeverWhole(String chunks) {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = RawExchange.send(
                    gateway.base(), head(gateway, "/broken") + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(exchange.status()).as(exchange.response()).isEqualTo(400);
            assertThat(exchange.answers()).isEqualTo(1);
            assertThat(exchange.closed()).isTrue();
        }
        assertThat(backend.received("/broken")).as("whole requests").isEmpty();
    }

    /** RFC 9112, section 5.2: refused, or every fold replaced by a space. */
    @Test
    void aFoldedFieldIsRefusedOrUnfolded() {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = RawExchange.send(
                    gateway.base(),
                    head(gateway, "/folded") + "X-Folded: a\r\n b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            assertThat(exchange.status()).as(exchange.response()).isIn(200, 400);
        }
        assertThat(backend.received("/folded"))
                .allSatisfy(request -> assertThat(request.values("X-Folded")).containsExactly("a b"));
    }

    @Test
    void aRequestWithoutHostAndOneForAnotherHostOfItsOwnNamingAreRefused() {
        for (Rest gateway : installation.gateways().all()) {
            String path = api.path("/hostless");
            String authorization = "Authorization: " + token.value() + "\r\n";
            assertThat(RawExchange.send(gateway.base(), "GET " + path + " HTTP/1.1\r\n" + authorization + "\r\n")
                            .status())
                    .isEqualTo(400);
            // absolute form: never forwarded to wherever it names
            RawExchange absolute = RawExchange.send(
                    gateway.base(),
                    "GET " + backend.url() + "/absolute HTTP/1.1\r\nHost: 127.0.0.1:" + backend.port() + "\r\n"
                            + authorization + "Connection: close\r\n\r\n");
            assertThat(absolute.status()).isIn(400, 404, 421);
        }
        assertThat(backend.received("hostless")).isEmpty();
        assertThat(backend.received("absolute")).isEmpty();
    }

    private void refused(String name, String rest) {
        int before = backend.received().size();
        String marker = "/smuggle/" + name.replaceAll("[^A-Za-z]", "-");
        for (Rest gateway : installation.gateways().all()) {
            String message = head(gateway, marker) + rest;
            RawExchange exchange = RawExchange.send(gateway.base(), message);

            assertThat(exchange.status())
                    .as("%s at %s: %s", name, gateway.base(), exchange.response())
                    .isIn(400, 501);
            assertThat(exchange.closed()).as("closed after %s", name).isTrue();
            assertThat(exchange.answers()).as("answers to %s", name).isEqualTo(1);
        }
        assertThat(backend.received().subList(before, backend.received().size()))
                .as("what the backend saw of %s", name)
                .isEmpty();
    }

    private String head(Rest gateway, String resource) {
        return "POST " + api.path(resource) + " HTTP/1.1\r\nHost: "
                + URI.create(gateway.base()).getAuthority() + "\r\nAuthorization: " + token.value() + "\r\n";
    }
}
