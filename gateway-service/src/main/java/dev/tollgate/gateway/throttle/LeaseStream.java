package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantFrame;
import dev.tollgate.contract.lease.LeaseFrame;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LeasesGrpc;
import dev.tollgate.gateway.deployment.Node;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The long-lived {@code Leases} stream; after a failure the channel's next address is tried. */
final class LeaseStream implements LeaseLink {

    private static final long RETRY_MS = 100;

    private final Node node;
    private final Supplier<ManagedChannel> channel;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease-stream").factory());
    private Consumer<List<Grant>> grants = all -> {};
    private Runnable lost = () -> {};
    private Runnable opened = () -> {};
    private @Nullable StreamObserver<LeaseFrame> frames;

    LeaseStream(Node node, Supplier<ManagedChannel> channel) {
        this.node = node;
        this.channel = channel;
    }

    @Override
    public synchronized void start(Consumer<List<Grant>> onGrants, Runnable onLost, Runnable onOpened) {
        grants = onGrants;
        lost = onLost;
        opened = onOpened;
        retries.execute(this::open);
    }

    private void open() {
        synchronized (this) {
            ManagedChannel connection = channel.get();
            connection.resetConnectBackoff();
            frames = LeasesGrpc.newStub(connection).lease(new Grants());
        }
        opened.run();
    }

    @Override
    public synchronized void send(List<LeaseRequest> requests) {
        StreamObserver<LeaseFrame> current = frames;
        if (current != null && !requests.isEmpty()) {
            current.onNext(LeaseFrame.newBuilder()
                    .setNodeId(node.id())
                    .setBootId(node.bootId())
                    .addAllRequests(requests)
                    .build());
        }
    }

    @Override
    public synchronized void close() {
        retries.shutdownNow();
        StreamObserver<LeaseFrame> current = frames;
        frames = null;
        if (current != null) {
            current.onCompleted();
        }
    }

    private final class Grants implements StreamObserver<GrantFrame> {

        @Override
        public void onNext(GrantFrame frame) {
            grants.accept(frame.getGrantsList());
        }

        @Override
        public void onError(Throwable failure) {
            ended();
        }

        @Override
        public void onCompleted() {
            ended();
        }

        private void ended() {
            synchronized (LeaseStream.this) {
                frames = null;
            }
            lost.run();
            if (!retries.isShutdown()) {
                var unused = retries.schedule(LeaseStream.this::open, RETRY_MS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
