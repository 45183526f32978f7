package dev.tollgate.gateway.deployment;

import dev.tollgate.contract.feed.DeploymentFeedGrpc;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.KeyFeedGrpc;
import dev.tollgate.contract.feed.PolicyFeedGrpc;
import dev.tollgate.platform.internal.Peer;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;

/** The three feeds a gateway follows. */
public enum Feed {
    DEPLOYMENTS("deployments", Peer.PUBLISHER) {
        @Override
        StreamObserver<FeedRequest> watch(Channel channel, StreamObserver<FeedFrame> frames) {
            return DeploymentFeedGrpc.newStub(channel).watch(frames);
        }
    },
    KEYS("keys", Peer.KEY_MANAGER) {
        @Override
        StreamObserver<FeedRequest> watch(Channel channel, StreamObserver<FeedFrame> frames) {
            return KeyFeedGrpc.newStub(channel).watch(frames);
        }
    },
    POLICIES("policies", Peer.TRAFFIC_MANAGER) {
        @Override
        StreamObserver<FeedRequest> watch(Channel channel, StreamObserver<FeedFrame> frames) {
            return PolicyFeedGrpc.newStub(channel).watch(frames);
        }
    };

    private final String label;
    private final Peer server;

    Feed(String label, Peer server) {
        this.label = label;
        this.server = server;
    }

    /** Its name in logs, metrics and file names. */
    public String label() {
        return label;
    }

    Peer server() {
        return server;
    }

    abstract StreamObserver<FeedRequest> watch(Channel channel, StreamObserver<FeedFrame> frames);
}
