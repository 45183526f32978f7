package dev.tollgate.publisher.deployment;

import dev.tollgate.contract.feed.DeploymentFeedGrpc;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.platform.feed.FeedServer;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;
import org.springframework.stereotype.Component;

/** The contract between Publisher and gateways. */
@Component
@AllowedPeers(Peer.GATEWAY)
class DeploymentFeed extends DeploymentFeedGrpc.DeploymentFeedImplBase {

    private final FeedServer server;

    DeploymentFeed(FeedServer server) {
        this.server = server;
    }

    @Override
    public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> responses) {
        return server.watch(responses);
    }
}
