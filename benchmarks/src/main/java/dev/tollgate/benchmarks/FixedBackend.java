package dev.tollgate.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/** A backend that answers every request with the same 200 bytes of JSON. Argument: port. */
public final class FixedBackend {

    private FixedBackend() {}

    public static void main(String... args) {
        ByteBuf body = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                .writeBytes(("{\"pets\":\"" + "x".repeat(187) + "\"}").getBytes(StandardCharsets.UTF_8)));
        HttpServer.create()
                .host("127.0.0.1")
                .port(Integer.parseInt(args[0]))
                .handle((request, response) -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()))
                        .send(Mono.just(body.duplicate())))
                .bindNow()
                .onDispose()
                .block();
    }
}
