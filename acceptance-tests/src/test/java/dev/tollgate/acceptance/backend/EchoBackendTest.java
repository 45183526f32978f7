package dev.tollgate.acceptance.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.http.RawExchange;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases lean on what the backend says that it saw. */
class EchoBackendTest {

    private final EchoBackend backend = EchoBackend.start("127.0.0.1");

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void requestsOfOneConnectionAreKeptAsTheyWere() {
        String withLength = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nx-Odd: 1\r\nContent-Length: 3\r\n\r\nabc";
        String inChunks = "POST /d HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

        RawExchange exchange =
                RawExchange.send(backend.url(), withLength + inChunks + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        assertThat(exchange.answers()).isEqualTo(2);
        assertThat(backend.received()).extracting(ReceivedRequest::target).containsExactly("/a?b=c", "/d");
        assertThat(backend.received()).extracting(ReceivedRequest::bodyLength).containsExactly(3L, 5L);
        assertThat(backend.received("/a").getFirst().fields()).contains(new ReceivedRequest.Field("x-Odd", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x HTTP/1.1\nHost: x\n\n",
                "GET /x y HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
                "GET /x HTTP/1.1\r\nno colon\r\n\r\n"
            })
    void whatIsNoHttpIsKeptAsBrokenAndClosesTheConnection(String bytes) {
        RawExchange exchange = RawExchange.send(backend.url(), bytes);

        assertThat(exchange.closed()).isTrue();
        assertThat(exchange.answers()).isZero();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(backend.received())
                        .extracting(ReceivedRequest::method)
                        .containsExactly("BROKEN"));
    }
}
