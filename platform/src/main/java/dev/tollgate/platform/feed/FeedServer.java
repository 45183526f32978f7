package dev.tollgate.platform.feed;

import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.platform.database.WorkPool;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Serves one feed: to each node a snapshot or what it missed, then changes as the outboxes tell them, and a heartbeat each 250
 * ms, also while the database does not answer.
 *
 * <p>One thread reads: events and the things behind them in one moment of the database, so a node gets complete
 * transactions. A missed notification costs at most the 200 ms of the poll.
 */
public final class FeedServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FeedServer.class);
    private static final long POLL_MS = 200;
    private static final long HEARTBEAT_MS = 250;

    private final FeedReader reader;
    private final WorkPool pool;
    private final FeedMembers members;
    private final Clock clock;
    private final Notifications notifications;
    private final Set<FeedStream> streams = ConcurrentHashMap.newKeySet();

    private volatile boolean running;
    private volatile long readUntilEpochMs;
    private @Nullable Thread loop;
    private @Nullable ScheduledExecutorService heartbeats;
    private @Nullable Map<String, Long> position;
    private boolean failing;

    public FeedServer(FeedSource source, WorkPool pool, FeedMembers members, Clock clock) {
        this.reader = new FeedReader(source);
        this.pool = pool;
        this.members = members;
        this.clock = clock;
        this.notifications = new Notifications(pool, source.outboxes());
    }

    /** The body of a feed contract's {@code Watch}. */
    public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> responses) {
        var out = (ServerCallStreamObserver<FeedFrame>) responses;
        return new Requests(out);
    }

    @Override
    public void start() {
        running = true;
        notifications.start();
        loop = Thread.ofPlatform().daemon().name("feed").start(this::run);
        var scheduler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("feed-heartbeat").factory());
        heartbeats = scheduler;
        var unused = scheduler.scheduleAtFixedRate(
                () -> streams.forEach(stream -> stream.heartbeat(readUntilEpochMs)),
                HEARTBEAT_MS,
                HEARTBEAT_MS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        if (heartbeats != null) {
            heartbeats.shutdownNow();
        }
        notifications.close();
        if (loop != null) {
            loop.interrupt();
        }
        streams.forEach(stream -> stream.close(Status.UNAVAILABLE.withDescription("this node stops")));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                notifications.await(POLL_MS);
                tick();
                failing = false;
            } catch (InterruptedException stopped) {
                return;
            } catch (DataAccessException | TransactionException unreadable) {
                if (!failing) {
                    log.warn("the feed cannot be read now: {}", unreadable.toString());
                }
                failing = true;
            } catch (RuntimeException fault) {
                log.error("the feed failed, all nodes start anew", fault);
                position = null;
                streams.forEach(FeedStream::restart);
            }
        }
    }

    /** Reads once and sends what is new to everyone. */
    private void tick() {
        if (streams.isEmpty()) {
            position = null; // nobody to tell: the next node starts anew, and the database is left in peace
            return;
        }
        long started = clock.millis();
        Runnable sending = pool.readAtOneMoment(this::read);
        sending.run();
        readUntilEpochMs = started;
    }

    private Runnable read(JdbcClient database) {
        Map<String, Long> from = position;
        var events = from == null ? null : reader.since(database, from).orElse(null);
        if (events == null) {
            streams.forEach(FeedStream::restart);
        }
        Map<String, Long> now = events == null ? reader.position(database) : events.position();
        var changed = new HashMap<String, List<FeedItem>>();
        var snapshots = new HashMap<String, List<FeedItem>>();
        var sends = new java.util.ArrayList<Runnable>();
        for (FeedStream stream : streams) {
            String environment = stream.hello().getEnvironment();
            if (!stream.started()) {
                sends.add(first(database, stream, now, snapshots));
            } else if (events != null && !events.keys().isEmpty()) {
                List<FeedItem> items =
                        changed.computeIfAbsent(environment, name -> reader.items(database, name, events.keys()));
                sends.add(() -> stream.changes(items, now));
            }
        }
        return () -> {
            sends.forEach(Runnable::run);
            position = now;
        };
    }

    private Runnable first(
            JdbcClient database, FeedStream stream, Map<String, Long> now, Map<String, List<FeedItem>> snapshots) {
        FeedHello hello = stream.hello();
        if (hello.hasPosition()) {
            var missed = reader.since(database, hello.getPosition().getSequencesMap());
            if (missed.isPresent()) {
                List<FeedItem> items = reader.items(
                        database, hello.getEnvironment(), missed.get().keys());
                return () -> stream.changes(items, now);
            }
        }
        List<FeedItem> items =
                snapshots.computeIfAbsent(hello.getEnvironment(), name -> reader.snapshot(database, name));
        return () -> stream.snapshot(items, now);
    }

    /** What one node says. */
    private final class Requests implements StreamObserver<FeedRequest> {

        private final ServerCallStreamObserver<FeedFrame> out;
        private @Nullable FeedStream stream;

        Requests(ServerCallStreamObserver<FeedFrame> out) {
            this.out = out;
            out.setOnCancelHandler(this::gone);
        }

        @Override
        public void onNext(FeedRequest request) {
            FeedStream known = stream;
            switch (request.getRequestCase()) {
                case HELLO -> {
                    if (known != null || request.getHello().getNodeId().isBlank()) {
                        out.onError(Status.INVALID_ARGUMENT
                                .withDescription("one hello with a node id opens a feed")
                                .asRuntimeException());
                        return;
                    }
                    var opened = new FeedStream(request.getHello(), out);
                    stream = opened;
                    members.joined(request.getHello());
                    streams.add(opened);
                    notifications.wake();
                }
                case ACKNOWLEDGEMENT -> {
                    if (known != null) {
                        members.acknowledged(known.hello(), request.getAcknowledgement());
                    }
                }
                case REQUEST_NOT_SET -> log.debug("a request of a later release is ignored");
            }
        }

        @Override
        public void onError(Throwable failure) {
            gone();
        }

        @Override
        public void onCompleted() {
            gone();
            out.onCompleted();
        }

        private void gone() {
            FeedStream known = stream;
            if (known != null && streams.remove(known)) {
                known.cancelled();
                members.left(known.hello());
            }
        }
    }
}
