package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.LeaseRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What one combination of levels needs, and has asked for. Confined to the agent's thread. */
final class Demand {

    /** Calls that wait, and are not part of a request yet. */
    final Queue<Waiter> queue = new ArrayDeque<>();

    /** What leases left unspent, by their number, until an answer shows that the Traffic Manager knows. */
    final Map<Long, Long> returns = new LinkedHashMap<>();

    @Nullable
    Ask ask;

    long number;

    /** Until then calls wait for permits that come free; as many as the room says. */
    long holdUntilNanos;

    long room;
    boolean holding;
    long noAheadUntilNanos;

    /** Calls let through by outage behaviour, still to be debited. */
    long unsettled;

    /** Bytes that calls have moved, still to be debited. */
    long moved;

    boolean active;

    private double rate;
    private long consumed;
    private long sampledConsumed;
    private long sampledNanos = System.nanoTime();

    /** A request under way. */
    static final class Ask {
        final LeaseRequest request;
        final List<Waiter> waiters;
        final long settling;
        final long askedNanos;
        int sent = 1;

        Ask(LeaseRequest request, List<Waiter> waiters, long settling, long askedNanos) {
            this.request = request;
            this.waiters = waiters;
            this.settling = settling;
            this.askedNanos = askedNanos;
        }
    }

    void consumed(long permits) {
        consumed += permits;
    }

    /** Calls a second, averaged over some tens of milliseconds to some seconds, whatever the rhythm of asking. */
    double rate(long nowNanos, long openSpent) {
        long elapsed = nowNanos - sampledNanos;
        long total = consumed + openSpent + queue.size();
        if (elapsed > 2_000_000) {
            double sample = Math.max(0, total - sampledConsumed) * 1e9 / elapsed;
            double weight = 1 - Math.exp(-elapsed / 1e8);
            rate += weight * (sample - rate);
            sampledNanos = nowNanos;
            sampledConsumed = total;
        }
        return rate;
    }

    List<Waiter> takeQueue() {
        List<Waiter> waiting = new ArrayList<>(queue);
        queue.clear();
        return waiting;
    }
}
