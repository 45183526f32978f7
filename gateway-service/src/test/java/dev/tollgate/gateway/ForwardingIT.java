package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.openHouse;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static dev.tollgate.gateway.rig.TestItems.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import dev.tollgate.gateway.rig.RawClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A9 to A12 and R8: what reaches the backend, and what comes back. */
@SuppressWarnings("StringConcatToTextBlock") // line ends are the matter of these tests
class ForwardingIT {

    @TempDir
    private static Path directory;

    private static FakeServices services;
    private static RawBackend backend;
    private static GatewayRig gateway;

    @BeforeAll
    static void start() {
        services = new FakeServices(directory.resolve("ca"));
        backend = new RawBackend();
        services.deployments.put(
                loopback(), item(petstore(backend.url() + "/v2").setMaxBodyBytes(200_000)));
        services.keys.put(subscribed("Unlimited"));
        services.policies.put(openHouse());
        gateway = GatewayRig.start(services, directory.resolve("gateway"));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        services.close();
        backend.close();
    }

    @BeforeEach
    void forget() {
        backend.forget();
        backend.answer((request, client, out) -> out.write(RawBackend.ok("echo")));
    }

    private static String raw(String bytes) throws IOException {
        return RawClient.send(gateway.port(), bytes);
    }

    @Test
    void aCallReachesTheBackendWithoutItsCredentialAndItsAnswerComesBackUnchanged() {
        backend.answer((request, client, out) ->
                out.write(RawBackend.bytes("HTTP/1.1 299 Odd\r\nX-Own: a\r\nX-Own: b\r\nContent-Length: 2\r\n\r\nhi")));
        HttpResponse<String> answer = gateway.get(
                "/petstore/1.0.0/pet/7?q=1", "Authorization", "Bearer " + token(), "apikey", "secret", "X-Mine", "yes");
        assertThat(answer.statusCode()).isEqualTo(299);
        assertThat(answer.body()).isEqualTo("hi");
        assertThat(answer.headers().allValues("X-Own")).containsExactly("a", "b");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(backend.requests()).singleElement().satisfies(request -> {
            assertThat(request).startsWith("GET /v2/pet/7?q=1 HTTP/1.1\r\n").containsIgnoringCase("x-mine: yes");
            assertThat(request.toLowerCase(Locale.ROOT))
                    .doesNotContain("authorization")
                    .doesNotContain("secret")
                    .doesNotContain("eyj")
                    .contains("x-forwarded-for: 127.0.0.1")
                    .contains("x-request-id: ");
        });
    }

    @Test
    void theDefaultVersionAnswersWithoutTheVersionSegment() {
        assertThat(gateway.get("/petstore/open").statusCode()).isEqualTo(200);
        assertThat(backend.requests()).singleElement().asString().startsWith("GET /v2/open HTTP/1.1");
    }

    @Test
    void bodiesStreamThroughBothWays() {
        byte[] large = new byte[150_000];
        backend.answer((request, client, out) -> {
            out.write(RawBackend.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i < 100; i++) {
                out.write(RawBackend.bytes("2710\r\n"));
                out.write(new byte[10_000]);
                out.write(RawBackend.bytes("\r\n"));
            }
            out.write(RawBackend.bytes("0\r\n\r\n"));
        });
        HttpResponse<String> answer =
                gateway.call("POST", "/petstore/1.0.0/open", HttpRequest.BodyPublishers.ofByteArray(large));
        assertThat(answer.body()).hasSize(1_000_000);
        assertThat(backend.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.length()).isGreaterThan(150_000));
    }

    @Test
    void aBodyInChunksStaysInChunks() throws IOException {
        String answer =
                raw("POST /petstore/open HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + "5\r\nhello\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(backend.requests()).singleElement().asString().endsWith("5\r\nhello\r\n0\r\n\r\n");
    }

    @Test
    void anAnswerToHeadKeepsTheLengthAndHasNoBody() throws IOException {
        backend.answer((request, client, out) ->
                out.write(RawBackend.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n")));
        String answer = raw("HEAD /petstore/open HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n").containsIgnoringCase("content-length: 1234");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void answersWithoutBodyPass(int status) throws IOException {
        backend.answer((request, client, out) -> out.write(RawBackend.bytes("HTTP/1.1 " + status + " X\r\n\r\n")));
        String answer = raw("GET /petstore/open HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n").doesNotContain("chunked");
    }

    @Test
    void eventsOfAStreamGoOutAsTheyCome() throws IOException {
        backend.answer((request, client, out) -> {
            out.write(RawBackend.bytes("HTTP/1.1 200 OK\r\n"
                    + "Content-Type: text/event-stream\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "b\r\n"
                    + "data: one\n\n\r\n"));
            out.flush();
            read(client);
        });
        assertThat(raw("GET /petstore/open HTTP/1.1\r\nHost: h\r\n\r\n")).contains("data: one");
    }

    private static void read(java.net.Socket client) throws IOException {
        var unused = client.getInputStream().read();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | POST /petstore/open HTTP/1.1~Host: h~Content-Length: 5~Transfer-Encoding: chunked~~5~hello~0~~",
                "400 | POST /petstore/open HTTP/1.1~Host: h~Content-Length: 5~Content-Length: 6~~hello",
                "501 | POST /petstore/open HTTP/1.1~Host: h~Transfer-Encoding: gzip, chunked~~5~hello~0~~",
                "400 | POST /petstore/open HTTP/1.1~Host: h~Transfer-Encoding: chunked~~5^hello^0^^",
                "400 | POST /petstore/open HTTP/1.1~Host: h~Transfer-Encoding: chunked~~zz~hello~0~~",
                "400 | GET /petstore/open HTTP/1.1~Host: h~Host: i~~",
                "400 | GET /petstore/open HTTP/1.1~~",
                "400 | GET http://elsewhere/petstore/open HTTP/1.1~Host: h~~",
                "400 | POST /petstore/open HTTP/1.0~Host: h~Transfer-Encoding: chunked~~5~hello~0~~",
            })
    void malformedMessagesAreRefusedAndTheBackendSeesNothing(int status, String message) throws IOException {
        String answer = raw(message.replace("~", "\r\n").replace("^", "\n"));
        assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close");
        assertThat(answer.indexOf("HTTP/1.1", 5)).as("one answer").isNegative();
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void anUnknownCodingAloneIsNotImplemented() throws IOException {
        String answer = raw("POST /petstore/open HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 501");
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void headersOverTheLimitAre431() throws IOException {
        String answer = raw("GET /petstore/open HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\nzz\r\nabc\r\n0\r\n\r\n", "hello\n0\r\n\r\n", "helloworld\r\n0\r\n\r\n"})
    void aBodyThatBreaksAfterItsFirstChunkIs400AndItsEndNeverReachesTheBackend(String rest) throws IOException {
        String answer = raw(
                "POST /petstore/open HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n5\r\n" + rest);
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsOnlyOnce("HTTP/1.1")
                .contains("connection: close");
        assertThat(backend.requests()).allSatisfy(request -> assertThat(request).doesNotEndWith("\r\n0\r\n\r\n"));
        assertThat(gateway.get("/petstore/open").statusCode()).isEqualTo(200);
    }

    @Test
    void bodiesOverTheApisLimitAre413() throws IOException {
        assertThat(raw("POST /petstore/open HTTP/1.1\r\nHost: h\r\nContent-Length: 200001\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void bodiesInChunksThatPassTheLimitAreCutOff() throws IOException {
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        String answer =
                raw("POST /petstore/open HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20));
        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).isEmpty(),
                        text -> assertThat(text).startsWith("HTTP/1.1 413"));
        assertThat(answer).doesNotContain("200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/petstore/open/..;/admin",
                "/petstore/open/%2e%2e/admin",
                "/petstore%2fadmin",
                "//petstore/admin",
                "/petstore//admin",
                "/petstore/admin%00",
                "/petstore/./admin",
                "/petstore/admin;x=y",
                "/petstore/admin/",
                "/petstore/%61dmin",
                "/petstore\\admin"
            })
    void noSpellingOfAPathGoesAroundItsScope(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token()
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).startsWith("HTTP/1.1 400"),
                        text -> assertThat(text).startsWith("HTTP/1.1 404"),
                        text -> assertThat(text).startsWith("HTTP/1.1 403").contains("900910"));
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void whatTheClientSaysOfItsOriginIsNotPassedOn() throws IOException {
        String answer = raw("GET /petstore/open HTTP/1.1\r\n"
                + "Host: api.example\r\n"
                + "Connection: close, X-Secret, X-Forwarded-For\r\n"
                + "X-Secret: 1\r\n"
                + "X-Forwarded-For: 6.6.6.6\r\n"
                + "X-Forwarded-Anything: 6\r\n"
                + "Forwarded: for=6.6.6.6\r\n"
                + "X-Real-IP: 6.6.6.6\r\n"
                + "X-JWT-Assertion: forged\r\n"
                + "X-Request-Id: mine\r\n"
                + "TE: trailers\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(backend.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.toLowerCase(Locale.ROOT))
                        .doesNotContain("6.6.6.6")
                        .doesNotContain("x-secret")
                        .doesNotContain("x-forwarded-anything")
                        .doesNotContain("forged")
                        .doesNotContain("mine")
                        .doesNotContain("te: ")
                        .contains("x-forwarded-for: 127.0.0.1\r\n")
                        .contains("x-forwarded-host: api.example")
                        .contains("x-forwarded-proto: http\r\n"));
    }

    @Test
    void aBackendThatResetsInMidBodyAbortsTheClientsConnection() throws IOException {
        backend.answer((request, client, out) -> {
            out.write(RawBackend.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
            out.flush();
            client.setSoLinger(true, 0);
            client.close();
        });
        long started = System.nanoTime();
        String answer = raw("GET /petstore/open HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer).doesNotContain("\r\n0\r\n");
        assertThat(System.nanoTime() - started).as("closed, not left hanging").isLessThan(1_900_000_000L);
    }

    @Test
    void aBackendThatClosesWithoutAnAnswerIs502AndACallWithABodyIsNotRepeated() {
        backend.answer((request, client, out) -> client.close());
        assertThat(gateway.call("POST", "/petstore/open", HttpRequest.BodyPublishers.ofString("once"))
                        .statusCode())
                .isEqualTo(502);
        assertThat(backend.requests()).hasSize(1);
    }

    @Test
    void aBackendThatSendsNoHttpIs502() {
        backend.answer((request, client, out) -> {
            out.write(RawBackend.bytes("nonsense\r\n\r\n"));
            out.flush();
            client.close();
        });
        HttpResponse<String> answer =
                gateway.call("POST", "/petstore/open", HttpRequest.BodyPublishers.ofString("once"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).startsWith("{\"code\":\"101503\"").doesNotContain("127.0.0.1");
    }

    @Test
    void managementIsNotOnPublicPortsAndNothingButHealthAndMetricsIsOnItsOwn() throws IOException {
        assertThat(gateway.get("/actuator/health").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/actuator").statusCode()).isEqualTo(404);
        assertThat(RawClient.send(
                        gateway.managementPort(),
                        "GET /actuator/health/readiness HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(RawClient.send(
                        gateway.managementPort(),
                        "GET /actuator/gateway/routes HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }
}
