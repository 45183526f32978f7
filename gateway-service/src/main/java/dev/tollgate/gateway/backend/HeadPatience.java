package dev.tollgate.gateway.backend;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutException;
import reactor.netty.NettyPipeline;

/**
 * Ends the wait for a backend that sends the head of its answer drop by drop. The time-out for silence begins anew with each drop; the
 * head as a whole gets no longer than it. Stands behind the codec, which tells of drops that make no message yet by ending the read.
 */
final class HeadPatience extends ChannelDuplexHandler {

    private boolean awaited;
    private long sinceNanos;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            awaited = true;
            sinceNanos = System.nanoTime();
        }
        ChannelFuture unused = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse answer && answer.status().code() >= 200) {
            awaited = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (awaited
                && context.pipeline().get(NettyPipeline.ResponseTimeoutHandler) instanceof IdleStateHandler silence
                && System.nanoTime() - sinceNanos > silence.getReaderIdleTimeInMillis() * 1_000_000) {
            awaited = false;
            context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
            ChannelFuture unused = context.close();
            return;
        }
        context.fireChannelReadComplete();
    }
}
