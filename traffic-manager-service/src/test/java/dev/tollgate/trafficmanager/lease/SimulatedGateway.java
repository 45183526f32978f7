package dev.tollgate.trafficmanager.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gateway does with leases, in virtual time: asks, spends, refuses, returns, repeats lost frames, and may crash. */
final class SimulatedGateway {

    private static final long REPEAT_MICROS = 50_000;
    private static final int REPEATS = 2;
    private static final double AHEAD_SECONDS = 0.1;
    private static final int MOST_RETURNS = 8;

    private final World world;
    private final String name;
    private final long patienceMillis;
    private int boot;
    private Map<List<Level>, Vector> vectors = new HashMap<>();
    long admitted;
    long refused;
    long arrived;
    long lost;

    SimulatedGateway(World world, String name, long patienceMillis) {
        this.world = world;
        this.name = name;
        this.patienceMillis = patienceMillis;
    }

    void crash() {
        boot++;
        for (Vector vector : vectors.values()) {
            lost += vector.queue + (vector.asked == null ? 0 : vector.asked.ask.waiting());
        }
        vectors = new HashMap<>();
    }

    void arrive(List<Level> levels, long calls) {
        arrived += calls;
        vectors.computeIfAbsent(levels, Vector::new).arrive(calls);
    }

    long rest() {
        return vectors.values().stream().mapToLong(v -> v.queue).sum();
    }

    private static final class Held {
        final long number;
        final long until;
        long left;

        Held(long number, long left, long until) {
            this.number = number;
            this.left = left;
            this.until = until;
        }
    }

    private static final class Asked {
        final LeaseAsk ask;
        final long at;
        int repeats;

        Asked(LeaseAsk ask, long at) {
            this.ask = ask;
            this.at = at;
        }
    }

    private final class Vector {
        private final List<Level> levels;
        private final int bornIn = boot;
        private final Deque<Held> leases = new ArrayDeque<>();
        private final Map<Long, Long> returns = new LinkedHashMap<>();
        private @Nullable Asked asked;
        private long number;
        private long queue;
        private long room;
        private long lastSize;
        private long blockedUntil;
        private long heldUntil;
        private long nothingAheadUntil;
        private double rate;
        private long last;

        Vector(List<Level> levels) {
            this.levels = levels;
        }

        void arrive(long calls) {
            double seconds = Math.max(1, world.now - last) / 1e6;
            rate += (1 - Math.exp(-seconds / 0.5)) * (calls / Math.max(seconds, 0.001) - rate);
            last = world.now;
            long waiting = spendHeld(calls);
            if (waiting > 0 && world.now < blockedUntil) {
                refused += waiting;
                return;
            }
            if (waiting > 0 && world.now < heldUntil) {
                long patient = Math.min(waiting, room);
                room -= patient;
                queue += patient;
                refused += waiting - patient;
                return;
            }
            queue += waiting;
            if (asked != null) {
                return;
            }
            long left = leases.stream().mapToLong(lease -> lease.left).sum();
            if (queue > 0) {
                ask(queue);
            } else if (lastSize > 1 && left * 2 < lastSize && world.now >= nothingAheadUntil) {
                ask(0);
            }
        }

        private long spendHeld(long calls) {
            long waiting = calls;
            while (waiting > 0 && !leases.isEmpty()) {
                Held lease = leases.getFirst();
                if (world.now >= lease.until) {
                    returns.put(lease.number, lease.left);
                    leases.removeFirst();
                    continue;
                }
                long spend = Math.min(waiting, lease.left);
                lease.left -= spend;
                waiting -= spend;
                pass(spend);
                if (lease.left == 0) {
                    returns.put(lease.number, 0L);
                    leases.removeFirst();
                }
            }
            return waiting;
        }

        private void pass(long calls) {
            if (calls > 0) {
                admitted += calls;
                world.pass(levels, calls);
            }
        }

        private void ask(long waiting) {
            long want = Math.max(waiting, (long) Math.ceil(rate * AHEAD_SECONDS));
            if (want > 0) {
                queue -= waiting;
                post(waiting, want);
            }
        }

        private void post(long waiting, long want) {
            var back = new ArrayList<LeaseAsk.Return>();
            for (Map.Entry<Long, Long> entry : returns.entrySet()) {
                if (back.size() < MOST_RETURNS) {
                    back.add(new LeaseAsk.Return(entry.getKey(), entry.getValue()));
                }
            }
            String holder =
                    name + "." + boot + ":" + levels.stream().map(Level::key).toList();
            asked = new Asked(new LeaseAsk(holder, ++number, waiting, want, 1, levels, back), world.now);
            transmit(asked);
        }

        private void transmit(Asked sent) {
            world.send(sent.ask, decision -> answered(sent, decision));
            world.at(world.now + REPEAT_MICROS, () -> unanswered(sent));
        }

        private boolean current(Asked sent) {
            return bornIn == boot && asked == sent;
        }

        private void unanswered(Asked sent) {
            if (!current(sent)) {
                return;
            }
            if (sent.repeats++ < REPEATS) {
                transmit(sent);
                return;
            }
            lost += sent.ask.waiting(); // the outage policy takes over; the number is cancelled in the next frame
            returns.put(sent.ask.number(), -1L);
            asked = null;
            if (queue > 0) {
                ask(queue);
            }
        }

        private void answered(Asked sent, Decision decision) {
            if (!current(sent)) {
                return;
            }
            asked = null;
            sent.ask.returns().forEach(back -> returns.remove(back.number()));
            long waiting = sent.ask.waiting();
            long until = sent.at + decision.lifeMillis() * 1000;
            boolean late = decision.granted() > 0 && world.now >= until;
            if (decision.status() == Decision.Status.NOTHING_AHEAD) {
                nothingAheadUntil = world.now + 50_000;
            }
            if (late) {
                returns.put(sent.ask.number(), decision.granted());
            } else if (decision.granted() > 0) {
                waiting -= take(sent.ask.number(), decision.granted(), waiting, until);
            }
            switch (decision.status()) {
                case GRANTED, REFUSED -> {
                    if (waiting > 0 && late) {
                        queue += waiting;
                    } else if (waiting > 0 && turnAway(waiting, decision)) {
                        return;
                    }
                }
                case HOLD, STALE, UNDECIDED, NOTHING_AHEAD -> {
                    if (waiting > 0) {
                        queue += waiting;
                        askAgainIn(Math.clamp(decision.retryMillis(), 1, 20));
                        return;
                    }
                }
            }
            queue = spendHeld(queue);
            if (queue > 0) {
                ask(queue);
            }
        }

        private long take(long grantNumber, long granted, long waiting, long until) {
            long now = Math.min(waiting, granted);
            pass(now);
            lastSize = granted;
            if (granted > now) {
                leases.add(new Held(grantNumber, granted - now, until));
                world.at(Math.max(world.now, until - 20_000), this::giveBack);
            } else {
                returns.put(grantNumber, 0L);
            }
            return now;
        }

        /** Answers whether some of the refused wait. */
        private boolean turnAway(long waiting, Decision decision) {
            if (decision.retryMillis() <= patienceMillis && decision.freeAtRetry() > 0) {
                long patient = Math.min(waiting + queue, decision.freeAtRetry());
                refused += waiting + queue - patient;
                queue = patient;
                room = decision.freeAtRetry() - patient;
                heldUntil = world.now + decision.retryMillis() * 1000;
                askAgainIn(decision.retryMillis());
                return true;
            }
            refused += waiting + queue;
            queue = 0;
            blockedUntil = world.now + decision.retryMillis() * 1000;
            return false;
        }

        private void askAgainIn(long millis) {
            world.at(world.now + millis * 1000, () -> {
                if (bornIn == boot && asked == null && queue > 0) {
                    ask(queue);
                }
            });
        }

        /** The unused rest, just before its life ends. */
        private void giveBack() {
            if (bornIn != boot) {
                return;
            }
            for (Iterator<Held> each = leases.iterator(); each.hasNext(); ) {
                Held lease = each.next();
                if (world.now >= lease.until - 25_000) {
                    each.remove();
                    returns.put(lease.number, lease.left);
                }
            }
            if (asked == null && returns.values().stream().anyMatch(unused -> unused != 0)) {
                post(0, 0);
            }
        }
    }
}
