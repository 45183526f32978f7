package dev.tollgate.gateway.invocation;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.ProxyProtocolSupportType;
import reactor.netty.resources.LoopResources;

/** The two ports that clients call, in Spring Boot's terms the application's web server. */
final class GatewayServer implements WebServer {

    private static final Logger log = LoggerFactory.getLogger(GatewayServer.class);

    private final Listening listening;
    private final InvocationProperties properties;
    private final LoopResources loops;
    private final Pipeline pipeline;
    private final BooleanSupplier ready;
    private final BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> spring;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final LongAdder underWay = new LongAdder();
    private final RequestIds ids = new RequestIds();
    private final List<DisposableServer> servers = new ArrayList<>();
    private volatile boolean draining;
    private volatile boolean stopped;

    GatewayServer(
            Listening listening,
            InvocationProperties properties,
            LoopResources loops,
            Pipeline pipeline,
            BooleanSupplier ready,
            BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> spring) {
        this.listening = listening;
        this.properties = properties;
        this.loops = loops;
        this.pipeline = pipeline;
        this.ready = ready;
        this.spring = spring;
    }

    @Override
    public void start() {
        awaitReady();
        bind(listening.httpPort(), false);
        if (listening.tls() != null) {
            bind(listening.httpsPort(), true);
        }
        // the workers are daemons: something has to keep the process alive
        Thread.ofPlatform()
                .name("gateway")
                .daemon(false)
                .start(() -> servers.forEach(server -> server.onDispose().block()));
    }

    private void awaitReady() {
        long end = System.nanoTime() + properties.startWait().toNanos();
        try {
            while (!ready.getAsBoolean() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void bind(int port, boolean secure) {
        Reception reception = new Reception(
                new Entrance(secure, Integer.toString(port), listening.addresses()),
                pipeline,
                spring,
                properties.springPaths(),
                ids,
                underWay);
        HttpServer server = HttpServer.create()
                .runOn(loops, true)
                .host(listening.address())
                .port(port)
                .protocol(HttpProtocol.HTTP11)
                .proxyProtocol(properties.proxyProtocol() ? ProxyProtocolSupportType.ON : ProxyProtocolSupportType.OFF)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(
                                (int) properties.maxLineLength().toBytes())
                        .maxHeaderSize((int) properties.maxHeaderSize().toBytes()))
                .idleTimeout(properties.idleTimeout())
                .readTimeout(properties.readTimeout())
                .maxKeepAliveRequests(-1)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .doOnChannelInit((observer, channel, remote) -> {
                    connections.add(channel);
                    channel.pipeline()
                            .addAfter(NettyPipeline.HttpCodec, "tollgate.guard", new RequestGuard(() -> draining));
                })
                .handle(reception);
        SslContext tls = listening.tls();
        if (secure && tls != null) {
            server = server.secure(spec -> spec.sslContext(tls));
        }
        DisposableServer bound;
        try {
            bound = server.bindNow();
        } catch (ChannelBindException taken) {
            servers.forEach(DisposableServer::disposeNow);
            throw new PortInUseException(port, taken);
        }
        servers.add(bound);
        if (properties.requireEpoll() && !(bound.channel() instanceof EpollServerSocketChannel)) {
            throw new IllegalStateException("the gateway runs on Linux' epoll, not on "
                    + bound.channel().getClass().getSimpleName()
                    + "; tollgate.gateway.invocation.require-epoll=false allows others");
        }
        log.info("{} on {}:{}", secure ? "https" : "http", listening.address(), bound.port());
    }

    /**
     * No new connections; each answer is the last of its connection; waits for calls under way, and for connections that are kept alive to
     * be used once more, because a request that crosses the closing of its connection is lost.
     */
    @Override
    public void shutDownGracefully(GracefulShutdownCallback callback) {
        draining = true;
        for (DisposableServer server : servers) {
            ChannelFuture unused = server.channel().close();
        }
        Thread.ofVirtual().name("drain").start(() -> {
            long started = System.nanoTime();
            long idle = properties.drainIdle().toNanos();
            long end = properties.drainTimeout().toNanos();
            try {
                for (long passed = 0;
                        passed < end && (busy() || (passed < idle && !connections.isEmpty()));
                        passed = System.nanoTime() - started) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            callback.shutdownComplete(busy() ? GracefulShutdownResult.REQUESTS_ACTIVE : GracefulShutdownResult.IDLE);
        });
    }

    /** Whether a call is under way, or the end of an answer not yet with the client. */
    private boolean busy() {
        return underWay.sum() > 0 || connections.stream().anyMatch(GatewayServer::sending);
    }

    private static boolean sending(Channel connection) {
        ChannelOutboundBuffer unsent = connection.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    @Override
    public void stop() {
        if (!stopped) {
            stopped = true;
            connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
            servers.forEach(DisposableServer::disposeNow);
        }
    }

    @Override
    public int getPort() {
        return servers.isEmpty() ? -1 : servers.getFirst().port();
    }

    /** The port for TLS, -1 if there is none. */
    int securePort() {
        return servers.size() < 2 ? -1 : servers.get(1).port();
    }

    @Nullable
    DisposableServer http() {
        return servers.isEmpty() ? null : servers.getFirst();
    }
}
