package dev.tollgate.platform.internal;

import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One channel to each peer, opened when first asked for; over several addresses it fails over by itself. */
public final class InternalChannels implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    static {
        NameResolverRegistry.getDefaultRegistry().register(new PeerResolver());
    }

    private final InternalProperties properties;
    private final MutualTls tls;
    private final Map<Peer, ManagedChannel> channels = new EnumMap<>(Peer.class);

    InternalChannels(InternalProperties properties, MutualTls tls) {
        this.properties = properties;
        this.tls = tls;
    }

    /** The channel to a peer, shared by all callers; the peer's certificate must carry the peer's name. */
    public synchronized ManagedChannel to(Peer peer) {
        return channels.computeIfAbsent(peer, this::open);
    }

    private ManagedChannel open(Peer peer) {
        String addresses = properties.peers().of(peer);
        if (addresses == null || addresses.isBlank()) {
            throw new IllegalStateException("no address is configured for " + peer.commonName());
        }
        return NettyChannelBuilder.forTarget(PeerResolver.SCHEME + ":///" + addresses.replace(" ", ""), tls.client())
                .overrideAuthority(peer.commonName())
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                // a network that is back is noticed soon: the attempt made while it was away is not waited for
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 3_000)
                .keepAliveTime(1, TimeUnit.SECONDS)
                .keepAliveTimeout(2, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .build();
    }

    @Override
    public synchronized void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
