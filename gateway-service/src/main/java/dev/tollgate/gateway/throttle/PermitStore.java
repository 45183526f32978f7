package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.LeaseLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The permits held for one combination of levels. Spending is one look at the clock and one compare-and-set, by any thread; everything
 * else is done by the agent's thread.
 */
public final class PermitStore {

    private final String vector;
    private final Basis basis;
    private final LevelGate[] gates;
    private final List<LeaseLevel> levels;
    private final boolean countsBytes;
    private final LeaseAgent agent;
    private final Map<String, PermitStore> home;
    private final String homeKey;
    private final AtomicBoolean forgotten = new AtomicBoolean();

    /** Of the agent's thread alone. */
    final Demand demand = new Demand();

    private volatile @Nullable Lease leases;
    private volatile long usedNanos = System.nanoTime();

    /** What the levels were made from: with another basis they would be others. */
    record Basis(Object policies, String tier, String applicationPolicy) {

        @SuppressWarnings("ReferenceEquality") // one state of the policies is that very object
        boolean is(Object currentPolicies, String currentTier, String currentApplicationPolicy) {
            return policies == currentPolicies
                    && tier.equals(currentTier)
                    && applicationPolicy.equals(currentApplicationPolicy);
        }
    }

    /**
     * @param home where callers look it up, under the key
     */
    PermitStore(
            String vector,
            Basis basis,
            List<LevelGate> gates,
            LeaseAgent agent,
            Map<String, PermitStore> home,
            String homeKey) {
        this.vector = vector;
        this.basis = basis;
        this.gates = gates.toArray(LevelGate[]::new);
        this.levels = gates.stream().map(gate -> gate.key().message()).toList();
        this.countsBytes = gates.stream().anyMatch(LevelGate::bytes);
        this.agent = agent;
        this.home = home;
        this.homeKey = homeKey;
    }

    /** Not called any more: no look-up finds it. True the first time. */
    boolean forget() {
        home.remove(homeKey, this);
        return forgotten.compareAndSet(false, true);
    }

    String vector() {
        return vector;
    }

    Basis basis() {
        return basis;
    }

    List<LeaseLevel> levels() {
        return levels;
    }

    LevelGate gate(int index) {
        return gates[Math.clamp(index, 0, gates.length - 1)];
    }

    LevelGate[] gates() {
        return gates;
    }

    boolean countsBytes() {
        return countsBytes;
    }

    boolean unlimited() {
        return gates.length == 0;
    }

    /** Spends one permit if there is one. */
    boolean take(long nowNanos) {
        for (Lease lease = leases; lease != null; lease = lease.next) {
            long left = lease.take(nowNanos);
            if (left >= 0) {
                if (left == lease.granted() >> 1 && lease.next == null) {
                    agent.runningLow(this);
                }
                return true;
            }
        }
        return false;
    }

    /** The level that refuses every call now; null: none is known to. */
    @Nullable
    LevelGate refusing(long nowNanos) {
        LevelGate longest = null;
        for (LevelGate gate : gates) {
            long wait = gate.refusedUntilNanos() - nowNanos;
            if (wait > 0 && (longest == null || wait > longest.refusedUntilNanos() - nowNanos)) {
                longest = gate;
            }
        }
        return longest;
    }

    Decision passed(long nowNanos) {
        LevelGate least = null;
        long fewest = Long.MAX_VALUE;
        long unspent = unspent(nowNanos);
        for (LevelGate gate : gates) {
            long remaining = gate.remaining(unspent);
            if (remaining >= 0 && (least == null || less(gate, remaining, least, fewest))) {
                fewest = remaining;
                least = gate;
            }
        }
        return least == null
                ? Decision.UNLIMITED
                : new Decision(null, 0, least.policyField(), least.stateField(fewest, nowNanos));
    }

    private static boolean less(LevelGate gate, long remaining, LevelGate least, long fewest) {
        return gate.bytes() == least.bytes() ? remaining < fewest : gate.share(remaining) < least.share(fewest);
    }

    Decision refused(LevelGate by, long nowNanos) {
        long wait = Math.max(1, by.refusedUntilNanos() - nowNanos);
        return new Decision(
                by.key().error(), (wait + 999_999_999) / 1_000_000_000, by.policyField(), by.stateField(0, nowNanos));
    }

    long unspent(long nowNanos) {
        long unspent = 0;
        for (Lease lease = leases; lease != null; lease = lease.next) {
            if (nowNanos - lease.endNanos() < 0) {
                unspent += lease.left();
            }
        }
        return unspent;
    }

    /** Spent from the leases that are open. */
    long spent() {
        long spent = 0;
        for (Lease lease = leases; lease != null; lease = lease.next) {
            spent += lease.granted() - lease.left();
        }
        return spent;
    }

    void used(long nowNanos) {
        if (nowNanos - usedNanos > 1_000_000_000L) {
            usedNanos = nowNanos;
        }
    }

    long usedNanos() {
        return usedNanos;
    }

    // ---- the agent's thread

    void add(Lease lease) {
        Lease last = leases;
        if (last == null) {
            leases = lease;
            return;
        }
        while (last.next != null) {
            last = last.next;
        }
        last.next = lease;
    }

    /** Takes leases out that are spent, or too near their end; returns them closed. */
    List<Closed> prune(long nowNanos, long marginNanos) {
        List<Closed> closed = List.of();
        Lease before = null;
        for (Lease lease = leases; lease != null; lease = lease.next) {
            if (lease.left() > 0 && nowNanos - (lease.endNanos() - marginNanos) < 0) {
                before = lease;
                continue;
            }
            if (closed.isEmpty()) {
                closed = new ArrayList<>(2);
            }
            closed.add(new Closed(lease.number(), lease.close(), lease.granted()));
            if (before == null) {
                leases = lease.next;
            } else {
                before.next = lease.next;
            }
        }
        return closed;
    }

    boolean empty() {
        return leases == null;
    }

    /** A lease that is over. */
    record Closed(long number, long unspent, long granted) {}
}
