package dev.tollgate.front;

import static dev.tollgate.front.Backend.head;
import static dev.tollgate.front.Backend.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import dev.tollgate.provision.server.LoopbackPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontServerIT {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    static Path certificates;

    private static PemFiles pem;

    private @Nullable FrontServer front;
    private @Nullable Backend backend;

    @BeforeAll
    static void issue() {
        pem = CertificateAuthority.open(certificates).issueServer(List.of());
    }

    @AfterEach
    void stop() throws Exception {
        if (front != null) {
            front.close();
        }
        if (backend != null) {
            backend.close();
        }
    }

    @Test
    void passesARequestOnAndSaysItselfWhereItCameFrom() throws Exception {
        backend((request, response) -> {
            head(request);
            write(response, OK);
        });
        String answer = raw("""
            GET /store/apis?q=a%%20b HTTP/1.1
            Host: localhost:9763
            X-Forwarded-For: 6.6.6.6
            x-forwarded-proto: gopher
            Forwarded: for=6.6.6.6
            X-JWT-Assertion: forged
            X-Mine: kept
            X-Secret: dropped
            Connection: close, X-Secret

            """);

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("ok");
        assertThat(received())
                .startsWith("GET /store/apis?q=a%20b HTTP/1.1\r\n")
                .contains("X-Mine: kept\r\n", "Host: localhost:9763\r\n")
                .contains(
                        "X-Forwarded-For: 127.0.0.1\r\n",
                        "X-Forwarded-Proto: http\r\n",
                        "X-Forwarded-Host: localhost:9763\r\n",
                        "X-Forwarded-Port: 9763\r\n")
                .doesNotContain("6.6.6.6", "gopher", "forged", "X-Secret", "Transfer-Encoding");
    }

    @Test
    void streamsAnAnswerWhileItIsStillBeingWritten() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        backend((request, response) -> {
            head(request);
            write(response, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
            write(response, "6\r\nsecond\r\n0\r\n\r\n");
        });
        HttpResponse<InputStream> response = client().send(get("/store/events"), BodyHandlers.ofInputStream());
        assertThat(new String(response.body().readNBytes(5), StandardCharsets.UTF_8))
                .isEqualTo("first");
        seen.countDown();
        assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("second");
    }

    @Test
    void streamsABodyOfAnySize() throws Exception {
        long size = 256L << 20;
        CompletableFuture<Long> arrived = new CompletableFuture<>();
        backend((request, response) -> {
            assertThat(head(request).toLowerCase(Locale.ROOT)).contains("content-length: " + size);
            arrived.complete(request.skip(size));
            write(response, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        });
        byte[] piece = new byte[1 << 16];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front().httpPort())) {
            write(
                    socket.getOutputStream(),
                    "PUT /publisher/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + size + "\r\n\r\n");
            for (long sent = 0; sent < size; sent += piece.length) {
                socket.getOutputStream().write(piece);
            }
            assertThat(arrived.get(10, TimeUnit.SECONDS)).isEqualTo(size);
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void aBadChunkNeverBecomesACompleteRequest() throws Exception {
        CompletableFuture<Boolean> complete = new CompletableFuture<>();
        backend((request, response) -> {
            String head = head(request);
            StringBuilder body = new StringBuilder();
            for (int value = request.read(); value >= 0; value = request.read()) {
                body.append((char) value);
                if (body.toString().endsWith("0\r\n\r\n")) {
                    complete.complete(true);
                    write(response, OK);
                }
            }
            assertThat(head).isNotNull();
            complete.complete(false);
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front().httpPort())) {
            socket.setSoTimeout(10_000);
            write(
                    socket.getOutputStream(),
                    "POST /store/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            await().until(() -> received().contains("abc"));
            write(socket.getOutputStream(), "zz\r\nnot a chunk\r\n0\r\n\r\n");
            assertThat(complete.get(10, TimeUnit.SECONDS)).isFalse();
            String answer = head(socket.getInputStream());
            assertThat(answer)
                    .satisfiesAnyOf(
                            text -> assertThat(text).isEmpty(),
                            text -> assertThat(text).startsWith("HTTP/1.1 400"));
        }
    }

    @Test
    void aBodyCutShortNeverBecomesACompleteRequest() throws Exception {
        CompletableFuture<Boolean> complete = new CompletableFuture<>();
        backend((request, response) -> {
            head(request);
            int length = 0;
            while (request.read() >= 0) {
                length++;
            }
            complete.complete(length >= 100);
        });
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front().httpPort())) {
            write(
                    socket.getOutputStream(),
                    "POST /store/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
            await().until(() -> received().contains("abc"));
        }
        assertThat(complete.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void anAnswerCutShortReachesTheClientAsOne() throws Exception {
        backend((request, response) -> {
            head(request);
            write(response, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        });
        assertThat(raw("GET /store/x HTTP/1.1\r\nHost: localhost\r\n\r\n")).endsWith("abc");
    }

    @Test
    void aServiceThatIsAwayIsABadGatewayInTheErrorBodyOfAllServices() throws Exception {
        backend((request, response) -> {});
        int port = LoopbackPort.free();
        front = start("127.0.0.1:" + port);
        HttpResponse<String> response = client().send(get("/publisher/apis"), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        assertThat(response.body())
                .startsWith("{\"code\":502,\"message\":\"Bad Gateway\",\"description\":")
                .contains("\"moreInfo\":\"\",\"error\":[],\"traceId\":\"")
                .doesNotContain(Integer.toString(port))
                .doesNotContain("Exception");
        HttpResponse<String> problem = client().send(
                        HttpRequest.newBuilder(uri("/publisher/apis"))
                                .header("Accept", "application/problem+json")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(problem.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(problem.body()).contains("\"status\":502");
    }

    @Test
    void aServiceThatHangsUpWithoutAnAnswerIsABadGateway() throws Exception {
        backend((request, response) -> head(request));
        assertThat(client().send(get("/store/x"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(502);
    }

    @Test
    void anotherNodeTakesWhatTheFirstCannot() throws Exception {
        backend((request, response) -> {
            head(request);
            write(response, OK);
        });
        FrontServer first = front();
        first.close();
        front = start(
                "127.0.0.1:" + LoopbackPort.free() + ",127.0.0.1:" + backend().port());
        for (int call = 0; call < 4; call++) {
            assertThat(client().send(get("/store/x"), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void unknownPathsAndActuatorsAreNotFound() throws Exception {
        backend((request, response) -> write(response, OK));
        for (String path : List.of("/actuator", "/actuator/health", "/nowhere", "/api/am/gateway/v2")) {
            HttpResponse<String> response = client().send(get(path), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).startsWith("{\"code\":404,");
        }
        assertThat(backend().received()).isEmpty();
    }

    @Test
    void targetsOfOtherFormsAndDoubtfulFramingReachNobody() throws Exception {
        backend((request, response) -> write(response, OK));
        for (String request : List.of(
                "GET http://127.0.0.1:1/store/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /store/x HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n",
                "GET /store/x HTTP/1.1\r\n\r\n",
                "GET /store/../x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /store/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /store/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(raw(request)).as(request).matches("(?s)HTTP/1.1 (400|501).*");
        }
        assertThat(backend().received()).isEmpty();
    }

    @Test
    void headersOverSixteenKilobytesAreRefused() throws Exception {
        backend((request, response) -> write(response, OK));
        String answer = raw("GET /store/x HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(17_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(backend().received()).isEmpty();
    }

    @Test
    void whoKnowsTheAddressAloneIsLedToTheStoreOverTlsOfTheOwnAuthority() throws Exception {
        backend((request, response) -> {});
        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(trusting(pem.authority()))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + front().httpsPort() + "/"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("location")).contains("/store");
    }

    @Test
    void aRequestUnderWayEndsBeforeTheFrontStops() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        backend((request, response) -> {
            head(request);
            assertThat(stopping.await(10, TimeUnit.SECONDS)).isTrue();
            write(response, OK);
        });
        CompletableFuture<HttpResponse<String>> call = client().sendAsync(get("/store/slow"), BodyHandlers.ofString());
        await().until(() -> !backend().received().isEmpty());
        CompletableFuture<Void> stop = CompletableFuture.runAsync(front()::close);
        stopping.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS).body()).isEqualTo("ok");
        stop.get(20, TimeUnit.SECONDS);
        front = null;
    }

    private void backend(Backend.Answer answer) throws IOException {
        backend = new Backend(answer);
        front = start("127.0.0.1:" + backend.port());
    }

    private static FrontServer start(String services) {
        return (FrontServer) FrontApplication.start(
                "--tollgate.front.https-port=0",
                "--tollgate.front.http-port=0",
                "--tollgate.front.tls.certificate=" + pem.certificate(),
                "--tollgate.front.tls.private-key=" + pem.privateKey(),
                "--tollgate.front.services.publisher=" + services,
                "--tollgate.front.services.store=" + services);
    }

    private FrontServer front() {
        return java.util.Objects.requireNonNull(front);
    }

    private Backend backend() {
        return java.util.Objects.requireNonNull(backend);
    }

    private String received() {
        return String.join("\n--- next connection\n", backend().received());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + front().httpPort() + path);
    }

    /** Sends exactly these bytes (line ends become CRLF) and reads until the front closes or has been silent for a while. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), front().httpPort())) {
            socket.setSoTimeout(1000);
            write(
                    socket.getOutputStream(),
                    request.replace("\r\n", "\n").replace("\n", "\r\n").replace("%%", "%"));
            StringBuilder answer = new StringBuilder();
            try {
                for (int value = socket.getInputStream().read();
                        value >= 0;
                        value = socket.getInputStream().read()) {
                    answer.append((char) value);
                }
            } catch (java.net.SocketTimeoutException e) {
                answer.append(""); // the connection is kept open; what came is the answer
            }
            return answer.toString();
        }
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
