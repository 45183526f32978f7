package dev.tollgate.keymanager.feed;

import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.KeyFeedGrpc;
import dev.tollgate.platform.feed.FeedServer;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;
import org.springframework.stereotype.Component;

/** The key feed. Services that keep answers about callers may follow it as well. */
@Component
@AllowedPeers({Peer.GATEWAY, Peer.PUBLISHER, Peer.STORE, Peer.TRAFFIC_MANAGER})
class KeyFeedContract extends KeyFeedGrpc.KeyFeedImplBase {

    private final FeedServer server;

    KeyFeedContract(FeedServer server) {
        this.server = server;
    }

    @Override
    public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> responses) {
        return server.watch(responses);
    }
}
