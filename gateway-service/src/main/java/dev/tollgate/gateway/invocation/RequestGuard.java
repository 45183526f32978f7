package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.error.GatewayError;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses messages that another server might read differently, before anything else sees them, and closes their connection. A request in
 * chunks is passed on only once its first chunk has proved well-formed; if a later one has not, the refusal takes the place of the answer,
 * unless that has begun, and the backend's connection ends without the end of the body. While the gateway stops, each answer says that it
 * is the last of its connection, also to a request that had come before.
 */
final class RequestGuard extends ChannelDuplexHandler {

    private static final AttributeKey<Boolean> BROKE = AttributeKey.valueOf(RequestGuard.class, "broke");

    private final BooleanSupplier draining;
    private @Nullable HttpRequest held;
    private boolean closed;
    private boolean answering;
    private boolean last;
    private int unanswered;

    /**
     * Guards one connection.
     *
     * @param draining whether the answer that begins now is to be the last one
     */
    RequestGuard(BooleanSupplier draining) {
        this.draining = draining;
    }

    /** Whether the last request of this connection turned out to be malformed after it had been passed on. */
    static boolean broke(Channel channel) {
        return channel.hasAttr(BROKE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closed || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            refuse(context, part, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpRequest request) {
            GatewayError error = judge(request);
            if (error != null) {
                ReferenceCountUtil.release(message);
                refuse(context, error);
                return;
            }
            HttpHeaders fields = request.headers();
            if (fields.contains(HttpHeaderNames.TRANSFER_ENCODING)
                    && !fields.contains(HttpHeaderNames.EXPECT)
                    && !(request instanceof LastHttpContent)) {
                held = request;
                return;
            }
            unanswered++;
            context.fireChannelRead(message);
            return;
        }
        HttpRequest waiting = held;
        if (waiting != null) {
            held = null;
            unanswered++;
            context.fireChannelRead(waiting);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (held != null) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (closed) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse response && !interim) {
            answering = true;
            if (draining.getAsBoolean()) {
                last = true;
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        if (message instanceof LastHttpContent && !interim) {
            answering = false;
            unanswered--;
            if (last) {
                var unused = context.write(message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
                return;
            }
        }
        var unused = context.write(message, promise);
    }

    private void refuse(ChannelHandlerContext context, HttpObject part, Throwable cause) {
        boolean head = part instanceof HttpRequest;
        if (!head && held == null && unanswered == 1 && !answering) {
            context.channel().attr(BROKE).set(true);
            unanswered = 0; // this answer is that request's
        }
        if (part instanceof HttpRequest request
                && unknownCoding(request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING))) {
            refuse(context, GatewayError.UNKNOWN_CODING);
        } else if (cause instanceof TooLongHttpLineException) {
            refuse(context, GatewayError.URI_TOO_LONG);
        } else if (head && cause instanceof TooLongHttpHeaderException) {
            refuse(context, GatewayError.FIELDS_TOO_LARGE);
        } else {
            refuse(context, GatewayError.MALFORMED);
        }
    }

    /** Answers if no earlier request of this connection is still without an answer; closes in any case. */
    private void refuse(ChannelHandlerContext context, GatewayError error) {
        closed = true;
        held = null;
        if (unanswered > 0) {
            var unused = context.close();
            return;
        }
        byte[] body = Refusals.body(error);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(error.status()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var unused = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static @Nullable GatewayError judge(HttpRequest request) {
        HttpHeaders fields = request.headers();
        List<String> codings = fields.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            if (unknownCoding(codings)) {
                return GatewayError.UNKNOWN_CODING;
            }
            if (fields.contains(HttpHeaderNames.CONTENT_LENGTH)
                    || !request.protocolVersion().isKeepAliveDefault()) {
                return GatewayError.MALFORMED;
            }
        }
        if (fields.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1) {
            return GatewayError.MALFORMED;
        }
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1
                || (hosts.isEmpty() && request.protocolVersion().isKeepAliveDefault())
                || (!hosts.isEmpty() && !plainHost(hosts.getFirst()))) {
            return GatewayError.MALFORMED;
        }
        return target(request, hosts);
    }

    private static boolean unknownCoding(List<String> codings) {
        return codings.size() > 1
                || (codings.size() == 1
                        && !codings.getFirst().strip().toLowerCase(Locale.ROOT).equals("chunked"));
    }

    /** Only origin-form is passed on; the absolute form is brought to it if it names the same host (RFC 9112, section 3.2). */
    private static @Nullable GatewayError target(HttpRequest request, List<String> hosts) {
        String uri = request.uri();
        if (!uri.startsWith("/")) {
            int scheme = uri.indexOf("://");
            if ((scheme != 4 && scheme != 5) || !uri.regionMatches(true, 0, "http", 0, 4)) {
                return GatewayError.MALFORMED;
            }
            int path = uri.indexOf('/', scheme + 3);
            String authority = uri.substring(scheme + 3, path < 0 ? uri.length() : path);
            if (hosts.isEmpty() || !authority.equalsIgnoreCase(hosts.getFirst())) {
                return GatewayError.MALFORMED;
            }
            request.setUri(path < 0 ? "/" : uri.substring(path));
        }
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return GatewayError.MALFORMED;
            }
        }
        return null;
    }

    private static boolean plainHost(String host) {
        if (host.isEmpty()) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c >= 0x7f || "/\\@?#,;\"<>{}|^`".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held = null;
    }
}
