package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantStatus;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LeaseReturn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Traffic Manager for permits, hands them to the calls that wait, and gives back what was not used. One thread does all of it;
 * requests made in one go share a frame.
 */
final class LeaseAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LeaseAgent.class);
    private static final long MILLI = 1_000_000;
    private static final long SWEEP_MS = 5;
    private static final long FORGET_MS = 5_000;
    private static final long GIVE_BACK_NANOS = 50 * MILLI;
    private static final long LIFE_MARGIN_NANOS = MILLI;
    private static final long NO_AHEAD_NANOS = 50 * MILLI;
    private static final long PROBE_NANOS = 100 * MILLI;
    private static final long MAX_PART_HOLD_MS = 20;
    private static final int MAX_RETURNS = 8;

    private final ThrottleProperties properties;
    private final LeaseLink link;
    private final Consumer<PermitStore> forgotten;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("leases").factory());
    private final Map<String, PermitStore> byVector = new HashMap<>();
    private final Set<PermitStore> active = new HashSet<>();
    private final List<LeaseRequest> outgoing = new ArrayList<>();
    private boolean flushing;
    private long probedNanos = System.nanoTime();
    private volatile boolean outage;

    LeaseAgent(ThrottleProperties properties, LeaseLink link, Consumer<PermitStore> forgotten) {
        this.properties = properties;
        this.link = link;
        this.forgotten = forgotten;
    }

    void start() {
        link.start(grants -> run(() -> grants.forEach(this::answered)), () -> run(this::lost), () -> run(this::resend));
        var unusedSweep =
                thread.scheduleWithFixedDelay(() -> guarded(this::sweep), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        var unusedForget = thread.scheduleWithFixedDelay(
                () -> guarded(this::forgetIdle), FORGET_MS, FORGET_MS, TimeUnit.MILLISECONDS);
    }

    /** Watches over a new store, to forget it when it is not called any more. */
    void adopt(PermitStore store) {
        run(() -> byVector.put(store.vector(), store));
    }

    private void forgetIdle() {
        long now = System.nanoTime();
        byVector.values().removeIf(store -> {
            boolean over = !store.demand.active
                    && now - store.usedNanos() > properties.idle().toNanos();
            if (over) {
                forgotten.accept(store);
            }
            return over;
        });
    }

    /** Whether nobody can be asked at the moment. */
    boolean outage() {
        return outage;
    }

    /** Queues a call until there is a permit, a refusal, or the time in which one could have come is over. */
    void await(PermitStore store, Consumer<Decision> answer) {
        long since = System.nanoTime();
        run(() -> enqueue(store, new Waiter(since, answer)));
    }

    /** Half of what is held is spent: by the time it is used up there should be more. */
    void runningLow(PermitStore store) {
        run(() -> {
            if (store.demand.ask == null && System.nanoTime() - store.demand.noAheadUntilNanos >= 0) {
                ask(store);
            }
        });
    }

    /** Tells the Traffic Manager what a call has moved, before anything is asked for later calls. */
    void moved(PermitStore store, long bytes) {
        run(() -> {
            store.demand.moved += bytes;
            activate(store);
            if (outage) {
                for (LevelGate gate : store.gates()) {
                    gate.movedAlone(bytes);
                }
            } else if (store.demand.ask == null) {
                ask(store);
            }
        });
    }

    private void run(Runnable task) {
        if (!thread.isShutdown()) {
            thread.execute(() -> guarded(task));
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) {
            log.error("a step of leasing failed", fault);
        }
    }

    private void activate(PermitStore store) {
        if (!store.demand.active) {
            store.demand.active = true;
            active.add(store);
            byVector.put(store.vector(), store);
        }
    }

    private void enqueue(PermitStore store, Waiter waiter) {
        long now = System.nanoTime();
        Demand demand = store.demand;
        activate(store);
        if (store.take(now)) {
            waiter.answer().accept(store.passed(now));
            return;
        }
        LevelGate refusing = store.refusing(now);
        if (refusing != null && !(demand.holding && demand.room > 0)) {
            waiter.answer().accept(store.refused(refusing, now));
            return;
        }
        if (demand.queue.size() >= properties.maxWaiting()) {
            waiter.answer().accept(overloaded(store));
            return;
        }
        if (outage) {
            alone(store, waiter);
            return;
        }
        if (demand.holding) {
            demand.room--;
        }
        demand.queue.add(waiter);
        if (demand.ask == null && !demand.holding) {
            ask(store);
        }
    }

    private static Decision overloaded(PermitStore store) {
        return new Decision(store.gate(0).key().error(), 1, null, null);
    }

    // ---- asking

    private void ask(PermitStore store) {
        Demand demand = store.demand;
        activate(store);
        long now = System.nanoTime();
        close(store, now);
        long settling = demand.unsettled;
        List<Waiter> waiters = demand.takeQueue();
        long waiting = waiters.size() + settling;
        double perSecond = demand.rate(now, store.spent());
        long want = Math.max(
                waiting, (long) Math.ceil(perSecond * properties.ahead().toMillis() / 1000.0));
        if (want == 0 && demand.moved == 0 && demand.returns.isEmpty()) {
            return;
        }
        demand.unsettled = 0;
        send(store, request(store, waiting, want), waiters, settling, now);
    }

    private static LeaseRequest.Builder request(PermitStore store, long waiting, long want) {
        LeaseRequest.Builder request = LeaseRequest.newBuilder()
                .setVector(store.vector())
                .setNumber(++store.demand.number)
                .setWaiting(waiting)
                .setWant(want)
                .setSpent(store.demand.moved)
                .addAllLevels(store.levels());
        store.demand.returns.entrySet().stream()
                .limit(MAX_RETURNS)
                .forEach(back -> request.addReturns(
                        LeaseReturn.newBuilder().setNumber(back.getKey()).setUnused(back.getValue())));
        return request;
    }

    private void send(PermitStore store, LeaseRequest.Builder request, List<Waiter> waiters, long settling, long now) {
        LeaseRequest built = request.build();
        store.demand.ask = new Demand.Ask(built, waiters, settling, now);
        store.demand.moved = 0;
        post(built);
    }

    private void post(LeaseRequest request) {
        outgoing.add(request);
        if (!flushing) {
            flushing = true;
            run(() -> {
                flushing = false;
                List<LeaseRequest> all = List.copyOf(outgoing);
                outgoing.clear();
                link.send(all);
            });
        }
    }

    // ---- answers

    private void answered(Grant grant) {
        PermitStore store = byVector.get(grant.getVector());
        Demand.Ask ask = store == null ? null : store.demand.ask;
        if (store == null || ask == null || ask.request.getNumber() != grant.getNumber()) {
            return;
        }
        Demand demand = store.demand;
        demand.ask = null;
        long now = System.nanoTime();
        if (grant.getStatus() == GrantStatus.GRANT_STATUS_UNSPECIFIED) {
            cancel(demand, ask);
            outage(true);
            allAlone(store, ask);
            return;
        }
        outage(false);
        ask.request.getReturnsList().forEach(back -> demand.returns.remove(back.getNumber(), back.getUnused()));
        for (int i = 0; i < Math.min(grant.getLevelsCount(), store.gates().length); i++) {
            store.gate(i).told(grant.getLevels(i), now);
        }
        List<Waiter> left = take(store, ask, grant, now);
        switch (grant.getStatus()) {
            case GRANT_STATUS_GRANTED, GRANT_STATUS_REFUSED -> refuse(store, grant, left, now);
            case GRANT_STATUS_NOTHING_AHEAD -> {
                demand.noAheadUntilNanos = now + NO_AHEAD_NANOS;
                demand.queue.addAll(left);
            }
            case GRANT_STATUS_HOLD -> {
                demand.unsettled += unsettledBy(grant, ask);
                hold(store, Math.min(grant.getRetryAfterMs(), MAX_PART_HOLD_MS), left, now);
            }
            case GRANT_STATUS_STALE -> {
                demand.unsettled += unsettledBy(grant, ask);
                demand.moved += ask.request.getSpent();
                demand.queue.addAll(left);
            }
            case GRANT_STATUS_UNKNOWN_POLICY -> {
                store.gate(grant.getRefusingLevel()).refuseUntil(now + 1000 * MILLI);
                refuseAll(store, store.gate(grant.getRefusingLevel()), left, now);
            }
            case GRANT_STATUS_UNSPECIFIED, UNRECOGNIZED -> left.forEach(waiter -> alone(store, waiter));
        }
        again(store, now);
    }

    /**
     * What was let through alone and is not debited by this grant. Where the window has nothing left (granted in part, refused) it is
     * forgiven, because a debt carried into the next window would refuse calls there that the limit allows.
     */
    private static long unsettledBy(Grant grant, Demand.Ask ask) {
        return ask.settling - Math.min(ask.settling, Math.max(0, grant.getGranted()));
    }

    /** Hands out what was granted; returns the calls that got nothing. */
    private List<Waiter> take(PermitStore store, Demand.Ask ask, Grant grant, long now) {
        Demand demand = store.demand;
        long granted = grant.getGranted();
        if (granted <= 0) {
            return ask.waiters;
        }
        long end = ask.askedNanos + grant.getLifeMs() * MILLI - LIFE_MARGIN_NANOS;
        long settled = Math.min(ask.settling, granted);
        if (now - end >= 0) {
            // too late to be spent: but what had been let through alone is debited by it
            demand.returns.put(grant.getNumber(), granted - settled);
            demand.queue.addAll(ask.waiters);
            return List.of();
        }
        long passing = Math.min(granted - settled, ask.waiters.size());
        for (int i = 0; i < passing; i++) {
            ask.waiters.get(i).answer().accept(store.passed(now));
        }
        demand.consumed(passing);
        long rest = granted - settled - passing;
        if (rest > 0) {
            store.add(new Lease(grant.getNumber(), rest, end));
        } else {
            demand.returns.put(grant.getNumber(), 0L);
        }
        return ask.waiters.subList((int) passing, ask.waiters.size());
    }

    private void refuse(PermitStore store, Grant grant, List<Waiter> left, long now) {
        if (left.isEmpty()) {
            return;
        }
        long retry = Math.max(1, grant.getRetryAfterMs());
        LevelGate gate = store.gate(grant.getRefusingLevel());
        if (retry <= properties.maxHold().toMillis() && grant.getFreeAtRetry() > 0) {
            int kept = (int) Math.min(left.size(), grant.getFreeAtRetry());
            gate.refuseUntil(now + retry * MILLI);
            Demand demand = store.demand;
            List<Waiter> others = new ArrayList<>(left.subList(kept, left.size()));
            others.addAll(demand.takeQueue());
            long room = grant.getFreeAtRetry() - kept;
            demand.queue.addAll(left.subList(0, kept));
            while (room > 0 && !others.isEmpty()) {
                demand.queue.add(others.removeFirst());
                room--;
            }
            demand.holding = true;
            demand.room = room;
            demand.holdUntilNanos = now + retry * MILLI;
            others.forEach(waiter -> waiter.answer().accept(store.refused(gate, now)));
            return;
        }
        gate.refuseUntil(now + retry * MILLI);
        refuseAll(store, gate, left, now);
    }

    private static void refuseAll(PermitStore store, LevelGate gate, List<Waiter> left, long now) {
        List<Waiter> all = new ArrayList<>(left);
        all.addAll(store.demand.takeQueue());
        all.forEach(waiter -> waiter.answer().accept(store.refused(gate, now)));
    }

    private static void hold(PermitStore store, long milliseconds, List<Waiter> left, long now) {
        Demand demand = store.demand;
        demand.queue.addAll(left);
        demand.holding = true;
        demand.room = Integer.MAX_VALUE;
        demand.holdUntilNanos = now + Math.max(1, milliseconds) * MILLI;
    }

    /** Serves the queue from what is held, and asks for the others. */
    private void again(PermitStore store, long now) {
        Demand demand = store.demand;
        while (!demand.queue.isEmpty() && store.take(now)) {
            demand.queue.remove().answer().accept(store.passed(now));
        }
        boolean wanting = !demand.queue.isEmpty() || ((demand.unsettled > 0 || demand.moved > 0) && !outage);
        if (wanting && demand.ask == null && !demand.holding) {
            ask(store);
        }
    }

    // ---- time

    private void sweep() {
        long now = System.nanoTime();
        Iterator<PermitStore> stores = active.iterator();
        List<PermitStore> resumed = new ArrayList<>();
        while (stores.hasNext()) {
            PermitStore store = stores.next();
            Demand demand = store.demand;
            close(store, now);
            if (demand.ask != null) {
                overdue(store, demand.ask, now);
            }
            if (demand.holding && now - demand.holdUntilNanos >= 0) {
                demand.holding = false;
                resumed.add(store);
            }
            if (demand.ask == null && demand.returns.values().stream().anyMatch(unused -> unused != 0)) {
                send(store, request(store, 0, 0), List.of(), 0, now);
            }
            if (idle(store, now)) {
                stores.remove();
                demand.active = false;
            }
        }
        resumed.forEach(store -> again(store, now));
        if (outage && now - probedNanos > PROBE_NANOS) {
            probedNanos = now;
            probe();
        }
    }

    private static boolean idle(PermitStore store, long now) {
        Demand demand = store.demand;
        return demand.ask == null
                && demand.queue.isEmpty()
                && demand.unsettled == 0
                && demand.moved == 0
                && store.empty()
                && demand.returns.values().stream().allMatch(unused -> unused == 0)
                && now - store.usedNanos() > 2_000_000_000L;
    }

    private static void close(PermitStore store, long now) {
        for (PermitStore.Closed closed : store.prune(now, GIVE_BACK_NANOS)) {
            store.demand.consumed(closed.granted() - closed.unspent());
            store.demand.returns.put(closed.number(), closed.unspent());
        }
    }

    private void overdue(PermitStore store, Demand.Ask ask, long now) {
        Duration waited = Duration.ofNanos(now - ask.askedNanos);
        if (waited.compareTo(properties.patience()) >= 0) {
            store.demand.ask = null;
            cancel(store.demand, ask);
            outage(true);
            allAlone(store, ask);
        } else if (waited.compareTo(properties.repeatAfter().multipliedBy(ask.sent)) >= 0) {
            ask.sent++;
            post(ask.request);
        }
    }

    /** Whatever may still be granted to it is given back unspent, and its settlement waits for a later one. */
    private static void cancel(Demand demand, Demand.Ask ask) {
        if (ask.request.getWant() > 0) {
            demand.returns.put(ask.request.getNumber(), -1L);
        }
        demand.unsettled += ask.settling;
        demand.moved += ask.request.getSpent();
    }

    // ---- outage

    private void outage(boolean now) {
        if (outage == now) {
            return;
        }
        outage = now;
        if (now) {
            log.warn("limits cannot be asked of the Traffic Manager now: policies' outage behaviour applies");
        } else {
            log.info("the Traffic Manager decides on limits again");
            for (PermitStore store : active) {
                if ((store.demand.unsettled > 0 || store.demand.moved > 0) && store.demand.ask == null) {
                    run(() -> ask(store));
                }
            }
        }
    }

    private void lost() {
        outage(true);
        for (PermitStore store : List.copyOf(active)) {
            Demand.Ask ask = store.demand.ask;
            List<Waiter> waiting = store.demand.takeQueue();
            store.demand.holding = false;
            if (ask != null) {
                store.demand.ask = null;
                cancel(store.demand, ask);
                waiting.addAll(ask.waiters);
            }
            waiting.forEach(waiter -> alone(store, waiter));
        }
    }

    private void resend() {
        for (PermitStore store : active) {
            Demand.Ask ask = store.demand.ask;
            if (ask != null) {
                post(ask.request);
            }
        }
        probedNanos = System.nanoTime();
        probe();
    }

    /** Finds out whether limits can be asked again. */
    private void probe() {
        for (PermitStore store : active) {
            if (store.demand.ask != null) {
                return;
            }
        }
        for (PermitStore store : active) {
            long settling = store.demand.unsettled;
            store.demand.unsettled = 0;
            send(store, request(store, settling, settling), List.of(), settling, System.nanoTime());
            return;
        }
    }

    /** Also those that came while it was asked: nobody else would answer them. */
    private static void allAlone(PermitStore store, Demand.Ask ask) {
        List<Waiter> waiting = new ArrayList<>(ask.waiters);
        waiting.addAll(store.demand.takeQueue());
        store.demand.holding = false;
        waiting.forEach(waiter -> alone(store, waiter));
    }

    /** What a policy says for the time in which nobody can be asked; no level is counted unless all let the call pass. */
    private static void alone(PermitStore store, Waiter waiter) {
        LevelGate[] gates = store.gates();
        for (int i = 0; i < gates.length; i++) {
            if (!gates[i].admitAlone()) {
                for (int j = 0; j < i; j++) {
                    gates[j].takeBack();
                }
                waiter.answer().accept(new Decision(gates[i].key().error(), 1, gates[i].policyField(), null));
                return;
            }
        }
        store.demand.unsettled++;
        waiter.answer().accept(Decision.UNLIMITED);
    }

    /** Gives back everything that is held. */
    @Override
    public void close() {
        run(() -> {
            long now = System.nanoTime();
            for (PermitStore store : active) {
                for (PermitStore.Closed closed : store.prune(now, Long.MAX_VALUE / 4)) {
                    store.demand.returns.put(closed.number(), closed.unspent());
                }
                if (store.demand.moved > 0
                        || store.demand.returns.values().stream().anyMatch(unused -> unused != 0)) {
                    outgoing.add(request(store, 0, 0).build());
                }
            }
            link.send(List.copyOf(outgoing));
            outgoing.clear();
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
