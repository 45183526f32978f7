package dev.tollgate.platform.auth;

import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.KeyFeedGrpc;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the key feed for one purpose: whatever is revoked (a token, a user, a client) is no longer known by a kept answer. A
 * service names no environment, and so gets revocations alone.
 */
final class CallerEviction implements SmartLifecycle, StreamObserver<FeedFrame> {

    private static final String REVOCATION = "revocation/";
    private static final int RECONNECT_MS = 500;

    private final InternalChannels channels;
    private final RemoteCallers callers;
    private final String nodeId = "service-" + UUID.randomUUID();
    private @Nullable ScheduledExecutorService reconnect;
    private @Nullable StreamObserver<FeedRequest> requests;

    CallerEviction(InternalChannels channels, RemoteCallers callers) {
        this.channels = channels;
        this.callers = callers;
    }

    @Override
    public synchronized void start() {
        reconnect = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("caller-eviction").factory());
        connect();
    }

    private synchronized void connect() {
        if (reconnect == null) {
            return;
        }
        requests = KeyFeedGrpc.newStub(channels.to(Peer.KEY_MANAGER)).watch(this);
        requests.onNext(FeedRequest.newBuilder()
                .setHello(FeedHello.newBuilder().setNodeId(nodeId).setBootId(nodeId))
                .build());
    }

    @Override
    public void onNext(FeedFrame frame) {
        boolean revoked = frame.hasSnapshot() // what happened before it is not known
                || frame.getChanges().getItemsList().stream()
                        .anyMatch(item -> item.getKey().startsWith(REVOCATION));
        if (revoked) {
            callers.forget();
        }
    }

    @Override
    public void onError(Throwable lost) {
        again();
    }

    @Override
    public void onCompleted() {
        again();
    }

    private synchronized void again() {
        if (reconnect != null) {
            var unused = reconnect.schedule(this::connect, RECONNECT_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (reconnect != null) {
            reconnect.shutdownNow();
            reconnect = null;
        }
        if (requests != null) {
            requests.onCompleted();
            requests = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return reconnect != null;
    }
}
