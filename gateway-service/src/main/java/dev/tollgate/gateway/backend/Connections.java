package dev.tollgate.gateway.backend;

import io.netty.channel.ChannelFuture;
import reactor.netty.http.server.HttpServerResponse;

/** What is done to a client's connection when its answer cannot be ended properly. */
public final class Connections {

    private Connections() {}

    /** Closes it at once, so that a truncated answer does not look like a whole one. */
    public static void close(HttpServerResponse response) {
        response.withConnection(connection -> {
            ChannelFuture unused = connection.channel().close();
        });
    }
}
