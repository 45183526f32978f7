package dev.tollgate.platform.internal;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.AnnotationUtils;

/** Serves this service's internal contracts over mutual TLS, each to its named peers only. */
final class InternalServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InternalServer.class);
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private final InternalProperties properties;
    private final MutualTls tls;
    private final List<BindableService> services;
    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("internal-", 0).factory());
    private @Nullable Server server;

    InternalServer(InternalProperties properties, MutualTls tls, List<BindableService> services) {
        this.properties = properties;
        this.tls = tls;
        this.services = services;
    }

    @Override
    public void start() {
        if (properties.port() < 0 || services.isEmpty()) {
            return;
        }
        var builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(properties.address(), properties.port()), tls.server())
                .executor(calls)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .permitKeepAliveTime(500, TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(5, TimeUnit.SECONDS)
                .keepAliveTimeout(2, TimeUnit.SECONDS);
        for (BindableService service : services) {
            builder.addService(ServerInterceptors.intercept(
                    service,
                    new PeerInterceptor(Arrays.stream(allowedPeers(service))
                            .map(Peer::commonName)
                            .collect(Collectors.toSet()))));
        }
        try {
            server = builder.build().start();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot listen on " + properties.address() + ":" + properties.port() + " for internal contracts",
                    failure);
        }
        log.info("internal contracts on {}:{}", properties.address(), properties.port());
    }

    private static Peer[] allowedPeers(BindableService service) {
        Class<?> type = AopUtils.getTargetClass(service);
        AllowedPeers allowed = AnnotationUtils.findAnnotation(type, AllowedPeers.class);
        if (allowed == null) {
            throw new IllegalStateException(type.getName() + " has no @AllowedPeers: nobody could call it");
        }
        return allowed.value();
    }

    @Override
    public void stop() {
        Server running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            try {
                if (!running.awaitTermination(500, TimeUnit.MILLISECONDS)) {
                    running.shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                running.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
