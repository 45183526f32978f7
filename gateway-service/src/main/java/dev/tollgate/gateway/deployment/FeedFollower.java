package dev.tollgate.gateway.deployment;

import com.google.protobuf.ByteString;
import dev.tollgate.contract.feed.FeedAcknowledgement;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.FeedSnapshot;
import dev.tollgate.contract.feed.Position;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one feed: connects, applies what comes, acknowledges it, keeps it on disk, and connects anew when it is lost. */
final class FeedFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FeedFollower.class);

    private final Feed feed;
    private final Supplier<ManagedChannel> channel;
    private final FeedHello hello;
    private final FeedReplica replica;
    private final @Nullable SnapshotFile file;
    private final DeploymentProperties properties;
    private final InstantSource clock;
    private final FeedState state = new FeedState();
    private final ScheduledExecutorService thread;

    private @Nullable Stream stream;
    private long retryMs;
    private boolean announcedLoss;
    private boolean anew = true;
    private boolean unacknowledged;
    private boolean acknowledging;
    private long hashNanos;
    private byte[] hash = new byte[0];
    private boolean unsaved;
    private long savedAtNanos;

    FeedFollower(
            Feed feed,
            Supplier<ManagedChannel> channel,
            FeedHello hello,
            FeedConsumer consumer,
            @Nullable SnapshotFile file,
            DeploymentProperties properties,
            InstantSource clock) {
        this.feed = feed;
        this.channel = channel;
        this.hello = hello;
        this.replica = new FeedReplica(consumer);
        this.file = file;
        this.properties = properties;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("feed-" + feed.label()).factory());
        this.savedAtNanos = System.nanoTime() - properties.snapshotInterval().toNanos();
    }

    FeedState state() {
        return state;
    }

    Feed feed() {
        return feed;
    }

    boolean connected() {
        return state.live() && state.ageNanos() < properties.staleAfter().toNanos();
    }

    void start() {
        thread.execute(this::restore);
        thread.execute(this::connect);
        long each = properties.acknowledgement().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::tick, each, each, TimeUnit.MILLISECONDS);
    }

    private void restore() {
        if (file == null) {
            return;
        }
        try {
            file.read().ifPresent(stored -> {
                replica.replace(stored.items(), stored.position());
                Duration age = Duration.between(stored.current(), clock.instant());
                state.restored(System.nanoTime(), age.isNegative() ? Duration.ZERO : age);
                log.info(
                        "{} restored from disk: {} items, {} s old",
                        feed.label(),
                        replica.items().size(),
                        age.toSeconds());
            });
        } catch (IOException | RuntimeException unusable) {
            log.warn("{} on disk are not usable: {}", feed.label(), unusable.getMessage());
        }
    }

    private void connect() {
        if (thread.isShutdown()) {
            return;
        }
        ManagedChannel connection = channel.get();
        connection.resetConnectBackoff();
        Stream opened = new Stream();
        stream = opened;
        FeedHello.Builder greeting = hello.toBuilder();
        Position position = replica.position();
        if (!anew && position != null) {
            greeting.setPosition(position);
        }
        opened.requests = feed.watch(connection, opened);
        opened.requests.onNext(FeedRequest.newBuilder().setHello(greeting).build());
    }

    private void lost(Stream which, Throwable why) {
        if (stream != which || thread.isShutdown()) {
            return;
        }
        stream = null;
        if (!announcedLoss) {
            announcedLoss = true;
            log.warn("{} are not followed now: {}", feed.label(), why.getMessage());
        }
        retryMs = Math.min(
                Math.max(retryMs * 2, properties.firstRetry().toMillis()),
                properties.lastRetry().toMillis());
        long jittered = retryMs / 2 + ThreadLocalRandom.current().nextLong(retryMs / 2 + 1);
        var unused = thread.schedule(this::connect, jittered, TimeUnit.MILLISECONDS);
    }

    private void frame(Stream from, FeedFrame frame) {
        if (stream != from) {
            return;
        }
        from.heardAtNanos = System.nanoTime();
        switch (frame.getFrameCase()) {
            case SNAPSHOT -> snapshot(from, frame.getSnapshot());
            case CHANGES -> {
                replica.change(
                        frame.getChanges().getItemsList(), frame.getChanges().getPosition());
                applied(!frame.getChanges().getItemsList().isEmpty());
            }
            case HEARTBEAT -> {
                if (frame.getHeartbeat().getPosition().equals(replica.position())) {
                    state.confirmed(System.nanoTime());
                } else {
                    anew = true;
                    from.restart();
                }
            }
            case FRAME_NOT_SET -> log.debug("a frame of a later release is ignored");
        }
    }

    private void snapshot(Stream from, FeedSnapshot chunk) {
        if (chunk.getFirst()) {
            from.chunks.clear();
        }
        from.chunks.addAll(chunk.getItemsList());
        if (chunk.getLast()) {
            replica.replace(List.copyOf(from.chunks), chunk.getPosition());
            from.chunks.clear();
            applied(true);
            log.info("{} loaded: {} items", feed.label(), replica.items().size());
        }
    }

    private void applied(boolean changed) {
        if (announcedLoss) {
            announcedLoss = false;
            log.info("{} are followed again", feed.label());
        }
        retryMs = 0;
        anew = false;
        state.confirmed(System.nanoTime());
        unsaved |= changed;
        if (changed || hash.length == 0) {
            unacknowledged = true;
        }
        if (!acknowledging) {
            acknowledging = true;
            // a large feed's hash is not computed more often than a tenth of the time allows
            var unused =
                    thread.schedule(this::acknowledgeNow, unacknowledged ? 9 * hashNanos : 0, TimeUnit.NANOSECONDS);
        }
    }

    private void acknowledgeNow() {
        acknowledging = false;
        if (unacknowledged) {
            unacknowledged = false;
            long started = System.nanoTime();
            hash = replica.hash();
            hashNanos = System.nanoTime() - started;
            replica.failures()
                    .forEach(failure -> log.warn(
                            "{} cannot be served as deployed, what was there stays: {}",
                            failure.getKey(),
                            failure.getError()));
        }
        acknowledge();
    }

    private void acknowledge() {
        Stream current = stream;
        Position position = replica.position();
        if (current == null || current.requests == null || position == null || !state.live() || hash.length == 0) {
            return;
        }
        current.requests.onNext(FeedRequest.newBuilder()
                .setAcknowledgement(FeedAcknowledgement.newBuilder()
                        .setPosition(position)
                        .setSnapshotHash(ByteString.copyFrom(hash))
                        .addAllFailures(replica.failures()))
                .build());
    }

    private void tick() {
        try {
            Stream current = stream;
            if (current != null
                    && System.nanoTime() - current.heardAtNanos
                            > properties.silence().toNanos()) {
                current.restart();
            } else if (!acknowledging) {
                acknowledge();
            }
            save();
        } catch (RuntimeException fault) {
            log.warn("{}: {}", feed.label(), fault.toString());
        }
    }

    private void save() {
        Position position = replica.position();
        long now = System.nanoTime();
        if (file == null
                || position == null
                || !state.live()
                || now - savedAtNanos < properties.snapshotInterval().toNanos()) {
            return;
        }
        savedAtNanos = now;
        try {
            Instant current = clock.instant().minusNanos(state.ageNanos());
            if (unsaved) {
                file.write(replica.copy(), position, current);
                unsaved = false;
            } else {
                file.confirm(current);
            }
        } catch (IOException failure) {
            log.warn("{} cannot be kept on disk: {}", feed.label(), failure.toString());
        }
    }

    @Override
    public void close() {
        thread.execute(() -> {
            Stream current = stream;
            stream = null;
            if (current != null && current.requests != null) {
                current.requests.onCompleted();
            }
            savedAtNanos = System.nanoTime() - properties.snapshotInterval().toNanos();
            save();
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** One connection; what it brings is handled on the feed's thread. */
    private final class Stream implements StreamObserver<FeedFrame> {

        private final List<FeedItem> chunks = new ArrayList<>();
        private @Nullable StreamObserver<FeedRequest> requests;
        private long heardAtNanos = System.nanoTime();

        @Override
        public void onNext(FeedFrame frame) {
            handOver(() -> frame(this, frame));
        }

        @Override
        public void onError(Throwable failure) {
            handOver(() -> lost(this, failure));
        }

        @Override
        public void onCompleted() {
            handOver(() -> lost(this, new IOException("the service ended the feed")));
        }

        /** Gives this connection up; the next one starts where this node is. */
        void restart() {
            if (requests != null) {
                requests.onError(new IOException("no heartbeat, or not the one expected"));
            }
            lost(this, new IOException("no heartbeat, or not the one expected"));
        }

        private void handOver(Runnable task) {
            if (!thread.isShutdown()) {
                thread.execute(() -> {
                    try {
                        task.run();
                    } catch (RuntimeException fault) {
                        log.error("{}: a frame could not be applied", feed.label(), fault);
                        anew = true;
                        restart();
                    }
                });
            }
        }
    }
}
