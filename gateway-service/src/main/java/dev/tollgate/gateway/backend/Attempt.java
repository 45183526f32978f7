package dev.tollgate.gateway.backend;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerResponse;

/** One try at one backend. */
final class Attempt {

    private final Backend backend;
    private final Forwarding call;
    private volatile boolean answered;
    private long received;

    Attempt(Backend backend, Forwarding call) {
        this.backend = backend;
        this.call = call;
    }

    /** Whether the backend's head was passed on to the client. */
    boolean answered() {
        return answered;
    }

    Publisher<Void> send(HttpClientRequest request, NettyOutbound outbound) {
        HttpHeaders outgoing = request.requestHeaders();
        outgoing.clear();
        outgoing.set(HttpHeaderNames.HOST, backend.hostHeader());
        call.writeRequestFields(outgoing);
        String length = call.request().requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        if (length != null) {
            outgoing.set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        if (!call.hasBody()) {
            return Mono.empty();
        }
        if (length == null) {
            outgoing.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return outbound.send(call.request().receive().retain().doOnNext(this::count));
    }

    private void count(ByteBuf part) {
        received += part.readableBytes();
        call.requestBytes(part.readableBytes());
        if (received > call.maxBodyBytes()) {
            part.release();
            throw new BodyTooLargeException();
        }
    }

    Publisher<Void> answer(HttpClientResponse from, ByteBufFlux body) {
        answered = true;
        HttpServerResponse to = call.response();
        to.status(from.status());
        HttpHeaders fields = to.responseHeaders();
        boolean sized = copy(from.responseHeaders(), fields);
        call.answered(fields);
        int status = from.status().code();
        if (call.request().method().equals(HttpMethod.HEAD) || status == 204 || status == 304) {
            return body.then().then(to.send());
        }
        Flux<ByteBuf> parts = body.retain().doOnNext(part -> call.responseBytes(part.readableBytes()));
        // an answer of unknown length may be a stream of events: each part goes out as it comes
        return sized ? to.send(parts) : to.send(parts, part -> true);
    }

    private static boolean copy(HttpHeaders from, HttpHeaders to) {
        boolean sized = false;
        @Nullable List<String> named = from.contains(HttpHeaderNames.CONNECTION) ? HopByHop.named(from) : List.of();
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = from.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            CharSequence name = field.getKey();
            if (HopByHop.is(name)) {
                continue;
            }
            if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                sized = true;
                to.remove(HttpHeaderNames.TRANSFER_ENCODING);
            }
            to.add(name, field.getValue());
        }
        named.forEach(to::remove);
        return sized;
    }
}
