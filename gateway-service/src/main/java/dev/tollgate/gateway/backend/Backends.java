package dev.tollgate.gateway.backend;

import dev.tollgate.contract.deployment.BackendNetworks;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.gateway.network.Cidrs;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** All backends of this node: their connection pools, and the networks they may stand in. */
public final class Backends implements AutoCloseable {

    private final BackendProperties properties;
    private final LoopResources loops;
    private final ExecutorService lookups = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("backend-name-", 0).factory());
    private volatile Generation generation;

    /** Connections opened under one list of allowed networks: a changed list leaves no old connection in use. */
    private record Generation(AllowedNetworks networks, ConnectionProvider pools, HttpClient client) {}

    public Backends(BackendProperties properties, LoopResources loops) {
        this.properties = properties;
        this.loops = loops;
        this.generation = generation(new AllowedNetworks(Cidrs.NONE));
    }

    /** The networks as the Publisher's administrator lists them now; an item without a body clears the list. */
    public void allow(FeedItem item) {
        BackendNetworks networks = item.getBackendNetworks();
        AllowedNetworks allowed = new AllowedNetworks(Cidrs.parse(networks.getCidrsList()));
        Generation old = generation;
        if (!old.networks.equals(allowed)) {
            generation = generation(allowed);
            old.pools.disposeLater().subscribe();
        }
    }

    private Generation generation(AllowedNetworks networks) {
        ConnectionProvider pools = ConnectionProvider.builder("backend")
                .lifo()
                .maxConnections(properties.maxConnections())
                .pendingAcquireMaxCount(properties.maxWaiting())
                .pendingAcquireTimeout(properties.acquireTimeout())
                .maxIdleTime(properties.idleTimeout())
                .evictInBackground(Duration.ofSeconds(10))
                .disposeTimeout(Duration.ofSeconds(30))
                .build();
        HttpClient client = HttpClient.create(pools)
                .runOn(loops, true)
                .protocol(HttpProtocol.HTTP11)
                .resolver(new GuardedResolver(() -> networks, lookups))
                .headers(headers -> headers.remove(HttpHeaderNames.USER_AGENT))
                .disableRetry(true)
                .doOnChannelInit((observer, channel, address) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "tollgate.head", new HeadPatience()))
                .option(ChannelOption.TCP_NODELAY, true)
                .httpResponseDecoder(spec ->
                        spec.maxHeaderSize((int) properties.maxHeaderSize().toBytes()));
        return new Generation(networks, pools, client);
    }

    /** Compiles a group as the Publisher deployed it. */
    public BackendGroup compile(dev.tollgate.contract.deployment.BackendGroup group) {
        Duration connect = orDefault(group.getConnectTimeoutMs(), properties.connectTimeout());
        Duration response = orDefault(group.getResponseTimeoutMs(), properties.responseTimeout());
        List<Backend> backends = group.getBackendsList().stream()
                .map(backend -> Backend.of(URI.create(backend.getUrl()), connect, response))
                .toList();
        return switch (group.getSelection()) {
            case BACKEND_SELECTION_ROUND_ROBIN -> BackendGroup.roundRobin(backends, properties.suspension());
            case BACKEND_SELECTION_FAIL_OVER -> BackendGroup.failOver(backends, properties.suspension());
            case BACKEND_SELECTION_UNSPECIFIED, BACKEND_SELECTION_SINGLE, UNRECOGNIZED ->
                BackendGroup.single(backends.getFirst());
        };
    }

    private static Duration orDefault(int millis, Duration fallback) {
        return millis > 0 ? Duration.ofMillis(millis) : fallback;
    }

    HttpClient client(Backend backend) {
        Generation current = generation;
        return backend.client(current, current.client);
    }

    @Override
    public void close() {
        generation.pools.disposeLater().subscribe();
        lookups.shutdownNow();
    }
}
