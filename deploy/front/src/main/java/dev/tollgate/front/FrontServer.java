package dev.tollgate.front;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import javax.net.ssl.SSLException;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The two listeners: HTTPS for everybody, plain HTTP for this machine. */
final class FrontServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LoopResources loops;
    private final Forwarding forwarding;
    private final DisposableServer https;
    private final DisposableServer http;

    private FrontServer(LoopResources loops, Forwarding forwarding, DisposableServer https, DisposableServer http) {
        this.loops = loops;
        this.forwarding = forwarding;
        this.https = https;
        this.http = http;
    }

    static FrontServer start(FrontProperties properties) {
        LoopResources loops = LoopResources.create("front", 1, 2, true);
        requireQuickTransport(loops.onServer(true));
        Forwarding forwarding = new Forwarding(properties, loops);
        HttpServer server = server(loops);
        SslContext tls = tls(properties);
        DisposableServer https = server.host(properties.address())
                .port(properties.httpsPort())
                .secure(ssl -> ssl.sslContext(tls))
                .handle((request, response) -> forwarding.handle(request, response, "https"))
                .bindNow();
        try {
            DisposableServer http = server.host("127.0.0.1")
                    .port(properties.httpPort())
                    .handle((request, response) -> forwarding.handle(request, response, "http"))
                    .bindNow();
            return new FrontServer(loops, forwarding, https, http);
        } catch (RuntimeException e) {
            https.disposeNow(PATIENCE);
            throw e;
        }
    }

    int httpsPort() {
        return https.port();
    }

    int httpPort() {
        return http.port();
    }

    /** Takes no new connection, lets the requests under way end, then goes. */
    @Override
    public void close() {
        https.disposeNow(PATIENCE);
        http.disposeNow(PATIENCE);
        forwarding.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(PATIENCE);
    }

    private static HttpServer server(LoopResources loops) {
        return HttpServer.create()
                .runOn(loops)
                .protocol(HttpProtocol.HTTP11)
                .channelGroup(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                .idleTimeout(Duration.ofSeconds(60))
                .readTimeout(Duration.ofSeconds(30))
                .compress(false)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "broken-bodies", new BrokenBodies()))
                .httpRequestDecoder(spec -> spec.maxHeaderSize(16 * 1024)
                        .maxInitialLineLength(8 * 1024)
                        .allowDuplicateContentLengths(false));
    }

    private static SslContext tls(FrontProperties properties) {
        try {
            return SslContextBuilder.forServer(
                            properties.certificate().toFile(),
                            properties.privateKey().toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no usable certificate and key in " + properties.certificate(), e);
        }
    }

    /** io_uring, where it is on the class path, would be preferred and is several times slower. */
    private static void requireQuickTransport(EventLoopGroup group) {
        boolean known = group instanceof IoEventLoopGroup io
                && (io.isIoType(EpollIoHandler.class) || io.isIoType(NioIoHandler.class));
        if (!known) {
            throw new IllegalStateException("expected the epoll transport, got " + group.getClass());
        }
    }
}
