package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.gateway.deployment.Node;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Delivers usage in numbered batches, each kept as it is until its receipt arrives, so that it is counted once. While nobody receives,
 * what comes is added to what waits: memory grows by minutes and keys, not by calls. What nobody took until a stop is delivered by the
 * node's next run, under the names of this one.
 */
final class UsageDelivery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(UsageDelivery.class);

    private final UsageRecorder recorder;
    private final UsageReceiver receiver;
    private final Node node;
    private final UsageProperties properties;
    private final UsageSpool spool;
    private final Deque<UsageBatch> earlier = new ArrayDeque<>();
    private final Map<UsageKey, UsageCounters> waiting = new HashMap<>();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable UsageBatch underWay;
    private long number;
    private boolean announcedLoss;

    UsageDelivery(
            UsageRecorder recorder, UsageReceiver receiver, Node node, UsageProperties properties, UsageSpool spool) {
        this.recorder = recorder;
        this.receiver = receiver;
        this.node = node;
        this.properties = properties;
        this.spool = spool;
    }

    @Override
    public void start() {
        takeOver();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("usage").factory());
        thread = started;
        long each = properties.interval().toMillis();
        var unused = started.scheduleWithFixedDelay(this::deliverAll, each, each, TimeUnit.MILLISECONDS);
    }

    private synchronized void takeOver() {
        try {
            earlier.addAll(spool.read());
            if (!earlier.isEmpty()) {
                log.info("{} batches of usage are left from an earlier run", earlier.size());
            }
        } catch (IOException unusable) {
            log.warn("usage left by an earlier run cannot be read: {}", unusable.getMessage());
        }
    }

    /** Delivers everything there is; returns whether nothing is left. */
    synchronized boolean deliverAll() {
        try {
            recorder.collect(waiting);
            deliverEarlier();
            while (underWay != null || !waiting.isEmpty()) {
                deliver(underWay != null ? underWay : next(false));
            }
            if (announcedLoss) {
                announcedLoss = false;
                log.info("usage is delivered again");
            }
            return true;
        } catch (RuntimeException failure) {
            if (!announcedLoss) {
                announcedLoss = true;
                log.warn("usage cannot be delivered now and is kept: {}", failure.getMessage());
            }
            return false;
        }
    }

    private void deliverEarlier() {
        if (earlier.isEmpty()) {
            return;
        }
        while (!earlier.isEmpty()) {
            receiver.deliver(earlier.getFirst());
            earlier.removeFirst();
        }
        leave(List.of());
    }

    private void leave(List<UsageBatch> batches) {
        try {
            spool.write(batches);
        } catch (IOException failure) {
            log.error("usage that was not delivered cannot be kept on disk: {}", failure.toString());
        }
    }

    private void deliver(UsageBatch batch) {
        underWay = batch;
        receiver.deliver(batch);
        underWay = null;
    }

    private UsageBatch next(boolean last) {
        UsageBatch.Builder batch = UsageBatch.newBuilder()
                .setNodeId(node.id())
                .setBootId(node.bootId())
                .setNumber(++number)
                .setEnvironment(node.environment())
                .setLast(last);
        Iterator<Map.Entry<UsageKey, UsageCounters>> entries =
                waiting.entrySet().iterator();
        while (entries.hasNext() && batch.getEntriesCount() < properties.batchSize()) {
            Map.Entry<UsageKey, UsageCounters> entry = entries.next();
            batch.addEntries(entry.getValue().message(entry.getKey()));
            entries.remove();
        }
        return batch.build();
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdown();
        }
        long end = System.nanoTime() + properties.lastDelivery().toNanos();
        boolean delivered = deliverAll() && deliverLast();
        try {
            while (!delivered && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(100);
                delivered = deliverAll() && deliverLast();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!delivered) {
            leaveTheRest();
        }
    }

    private synchronized void leaveTheRest() {
        List<UsageBatch> rest = new ArrayList<>(earlier);
        if (underWay != null) {
            rest.add(underWay); // it may have been counted: its number tells
        }
        recorder.collect(waiting);
        while (waiting.size() > properties.batchSize()) {
            rest.add(next(false));
        }
        rest.add(next(true));
        leave(rest);
        log.warn("{} batches of usage are left for the next run to deliver", rest.size());
    }

    private synchronized boolean deliverLast() {
        try {
            deliver(next(true));
            return true;
        } catch (RuntimeException failure) {
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server, and after it at a stop. */
    @Override
    public int getPhase() {
        return 0;
    }
}
