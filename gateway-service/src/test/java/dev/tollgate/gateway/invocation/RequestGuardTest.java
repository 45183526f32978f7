package dev.tollgate.gateway.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConcatToTextBlock") // line ends are the matter of these tests
class RequestGuardTest {

    private static final String HEAD = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String GOOD_CHUNK = "3\r\nabc\r\n";
    private static final String BAD_CHUNK = "zz\r\nabc\r\n0\r\n\r\n";

    private boolean draining;
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new HttpRequestDecoder(), new RequestGuard(() -> draining));

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aBodyThatBreaksIsRefusedInPlaceOfTheAnswerAndWhateverElseIsSaidIsDropped() {
        receive(HEAD + GOOD_CHUNK);
        assertThat(channel.<Object>readInbound()).as("passed on").isNotNull();

        receive(BAD_CHUNK);

        HttpResponse answer = channel.readOutbound();
        assertThat(answer.status().code()).isEqualTo(400);
        assertThat(RequestGuard.broke(channel)).isTrue();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.write(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK))
                        .cause())
                .isInstanceOf(ClosedChannelException.class);
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    @Test
    void whereTheAnswerHasBegunTheConnectionIsCut() {
        receive(HEAD + GOOD_CHUNK);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        HttpResponse begun = channel.readOutbound();
        assertThat(begun.status().code()).isEqualTo(200);

        receive(BAD_CHUNK);

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    @Test
    void anEarlierRequestsAnswerIsNotTakenForTheBrokenOnes() {
        receive("GET /earlier HTTP/1.1\r\nHost: h\r\n\r\n" + HEAD + GOOD_CHUNK);

        receive(BAD_CHUNK);

        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    @Test
    void anAnswerThatIsOnlyToContinueIsNone() {
        receive("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        HttpResponse interim = channel.readOutbound();
        assertThat(interim.status().code()).isEqualTo(100);

        receive(GOOD_CHUNK + BAD_CHUNK);

        HttpResponse answer = channel.readOutbound();
        assertThat(answer.status().code()).isEqualTo(400);
    }

    @Test
    void whileTheGatewayStopsTheAnswerToAnEarlierRequestIsTheLastOfItsConnection() {
        receive("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
        draining = true;

        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));

        HttpResponse answer = channel.readOutbound();
        assertThat(answer.headers().get("connection")).isEqualTo("close");
        assertThat(channel.isOpen()).isFalse();
    }
}
