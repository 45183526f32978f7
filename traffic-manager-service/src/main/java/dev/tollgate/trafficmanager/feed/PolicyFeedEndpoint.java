package dev.tollgate.trafficmanager.feed;

import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.PolicyFeedGrpc;
import dev.tollgate.platform.feed.FeedServer;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;

/** The policy feed's own name for {@link FeedServer#watch}. */
@AllowedPeers(Peer.GATEWAY)
final class PolicyFeedEndpoint extends PolicyFeedGrpc.PolicyFeedImplBase {

    private final FeedServer server;

    PolicyFeedEndpoint(FeedServer server) {
        this.server = server;
    }

    @Override
    public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> frames) {
        return server.watch(frames);
    }
}
