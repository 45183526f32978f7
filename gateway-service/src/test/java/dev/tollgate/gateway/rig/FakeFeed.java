package dev.tollgate.gateway.rig;

import dev.tollgate.contract.feed.FeedAcknowledgement;
import dev.tollgate.contract.feed.FeedChanges;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHeartbeat;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.FeedSnapshot;
import dev.tollgate.contract.feed.Position;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A feed as its owner serves it, over items that a test sets. */
public final class FakeFeed implements AutoCloseable {

    private final String schema;
    private final Map<String, FeedItem> items = new TreeMap<>();
    private final List<StreamObserver<FeedFrame>> watchers = new ArrayList<>();
    private final List<FeedAcknowledgement> acknowledgements = new CopyOnWriteArrayList<>();
    private final List<FeedHello> hellos = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heartbeats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fake-feed").factory());
    private long sequence = 1;
    private boolean silent;

    FakeFeed(String schema) {
        this.schema = schema;
        var unused = heartbeats.scheduleAtFixedRate(this::heartbeat, 100, 100, TimeUnit.MILLISECONDS);
    }

    public synchronized void put(FeedItem... changed) {
        sequence++;
        FeedChanges.Builder changes = FeedChanges.newBuilder().setPosition(position());
        for (FeedItem item : changed) {
            if (item.getBodyCase() == FeedItem.BodyCase.BODY_NOT_SET) {
                items.remove(item.getKey());
            } else {
                items.put(item.getKey(), item);
            }
            changes.addItems(item);
        }
        send(FeedFrame.newBuilder().setChanges(changes).build());
    }

    public void remove(String key) {
        put(FeedItem.newBuilder().setKey(key).build());
    }

    /** Ends all streams with an error. */
    public synchronized void drop() {
        watchers.forEach(watcher -> watcher.onError(Status.UNAVAILABLE.asRuntimeException()));
        watchers.clear();
    }

    /** No heartbeats from now on. */
    public synchronized void silence() {
        silent = true;
    }

    public synchronized long sequence() {
        return sequence;
    }

    public List<FeedAcknowledgement> acknowledgements() {
        return acknowledgements;
    }

    public List<FeedHello> hellos() {
        return hellos;
    }

    public synchronized List<FeedItem> items() {
        return List.copyOf(items.values());
    }

    StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> frames) {
        return new StreamObserver<>() {
            @Override
            public void onNext(FeedRequest request) {
                if (request.hasHello()) {
                    greet(request.getHello(), frames);
                } else {
                    acknowledgements.add(request.getAcknowledgement());
                }
            }

            @Override
            public void onError(Throwable failure) {
                gone(frames);
            }

            @Override
            public void onCompleted() {
                gone(frames);
            }
        };
    }

    private synchronized void gone(StreamObserver<FeedFrame> frames) {
        watchers.remove(frames);
    }

    private synchronized void greet(FeedHello hello, StreamObserver<FeedFrame> frames) {
        hellos.add(hello);
        List<FeedItem> all = new ArrayList<>(items.values());
        int half = all.size() / 2;
        frames.onNext(FeedFrame.newBuilder()
                .setSnapshot(FeedSnapshot.newBuilder().setFirst(true).addAllItems(all.subList(0, half)))
                .build());
        frames.onNext(FeedFrame.newBuilder()
                .setSnapshot(FeedSnapshot.newBuilder()
                        .addAllItems(all.subList(half, all.size()))
                        .setLast(true)
                        .setPosition(position()))
                .build());
        watchers.add(frames);
    }

    private synchronized void heartbeat() {
        if (!silent) {
            send(FeedFrame.newBuilder()
                    .setHeartbeat(FeedHeartbeat.newBuilder().setPosition(position()))
                    .build());
        }
    }

    private void send(FeedFrame frame) {
        watchers.removeIf(watcher -> {
            try {
                watcher.onNext(frame);
                return false;
            } catch (RuntimeException gone) {
                return true;
            }
        });
    }

    private Position position() {
        return Position.newBuilder().putSequences(schema, sequence).build();
    }

    @Override
    public void close() {
        heartbeats.shutdownNow();
    }
}
