package dev.tollgate.front;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Cuts a connection whose request body cannot be read on, with 400 if no answer has begun. Netty marks such a body as failed and as ended;
 * passed on, the service would see the end alone and take the half for the whole.
 */
final class BrokenBodies extends ChannelDuplexHandler {

    private boolean answering;

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the listener and the pipeline see failures
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        boolean broken = message instanceof HttpContent content
                && !(message instanceof HttpRequest)
                && content.decoderResult().isFailure();
        if (!broken) {
            super.channelRead(context, message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (answering) {
            context.close(context.voidPromise());
            return;
        }
        FullHttpResponse refusal = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        refusal.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(refusal, context.newPromise().addListener(ChannelFutureListener.CLOSE));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response) {
            answering = response.status().code() >= 200;
        }
        if (message instanceof LastHttpContent) {
            answering = false;
        }
        super.write(context, message, promise);
    }
}
