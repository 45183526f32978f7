package dev.tollgate.platform.feed;

import dev.tollgate.contract.feed.FeedChanges;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHeartbeat;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedSnapshot;
import dev.tollgate.contract.feed.Position;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One node on a feed. Frames leave in the order in which the feed makes them. */
final class FeedStream {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final long SLOWEST_READER_NANOS = 10_000_000_000L;

    private final FeedHello hello;
    private final ServerCallStreamObserver<FeedFrame> out;
    private Map<String, Long> position = Map.of();
    private boolean started;
    private boolean closed;
    private long notReadySince;

    FeedStream(FeedHello hello, ServerCallStreamObserver<FeedFrame> out) {
        this.hello = hello;
        this.out = out;
    }

    FeedHello hello() {
        return hello;
    }

    synchronized boolean started() {
        return started;
    }

    /** The next tick sends a snapshot: events were missed. */
    synchronized void restart() {
        started = false;
    }

    synchronized void snapshot(List<FeedItem> items, Map<String, Long> at) {
        var chunk = FeedSnapshot.newBuilder().setFirst(true);
        int bytes = 0;
        for (FeedItem item : items) {
            if (bytes > 0 && bytes + item.getSerializedSize() > CHUNK_BYTES) {
                send(FeedFrame.newBuilder().setSnapshot(chunk).build());
                chunk = FeedSnapshot.newBuilder();
                bytes = 0;
            }
            chunk.addItems(item);
            bytes += item.getSerializedSize();
        }
        send(FeedFrame.newBuilder()
                .setSnapshot(chunk.setLast(true).setPosition(position(at)))
                .build());
        position = Map.copyOf(at);
        started = true;
    }

    synchronized void changes(List<FeedItem> items, Map<String, Long> at) {
        var reached = new HashMap<>(position);
        at.forEach((schema, sequence) -> reached.merge(schema, sequence, Math::max));
        send(FeedFrame.newBuilder()
                .setChanges(FeedChanges.newBuilder()
                        .addAllItems(new ArrayList<>(items))
                        .setPosition(position(reached)))
                .build());
        position = Map.copyOf(reached);
        started = true;
    }

    synchronized void heartbeat(long readUntilEpochMs) {
        if (!started || closed) {
            return;
        }
        if (out.isReady()) {
            notReadySince = 0;
            send(FeedFrame.newBuilder()
                    .setHeartbeat(FeedHeartbeat.newBuilder()
                            .setPosition(position(position))
                            .setReadUntilEpochMs(readUntilEpochMs))
                    .build());
        } else if (notReadySince == 0) {
            notReadySince = System.nanoTime();
        } else if (System.nanoTime() - notReadySince > SLOWEST_READER_NANOS) {
            close(Status.RESOURCE_EXHAUSTED.withDescription("the node does not read its feed"));
        }
    }

    synchronized void close(Status status) {
        if (!closed) {
            closed = true;
            out.onError(status.asRuntimeException());
        }
    }

    synchronized void cancelled() {
        closed = true;
    }

    private void send(FeedFrame frame) {
        if (!closed && !out.isCancelled()) {
            out.onNext(frame);
        }
    }

    private static Position position(Map<String, Long> at) {
        return Position.newBuilder().putAllSequences(at).build();
    }
}
