package dev.tollgate.trafficmanager.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Virtual time for simulated gateways around the real script: events in their order, a network that may lose, double and delay
 * frames, and the true moments at which calls passed.
 */
final class World {

    private static final int FASTEST_HOP_MICROS = 150;
    private static final int SLOWEST_HOP_MICROS = 750;
    private static final int LATEST_MICROS = 400_000;

    private final VirtualRedis redis;
    private final double faults;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<Level, List<Spending>> spent = new HashMap<>();
    final Random random;
    long lifeMillis = 100;
    long clockSkewMillis;
    long now;
    long decisions;
    private long order;
    private long downFrom;
    private long downUntil;

    World(VirtualRedis redis, long seed, double faults) {
        this.redis = redis;
        this.faults = faults;
        this.random = new Random(seed);
        redis.clear();
    }

    /** Calls that passed at one moment, in microseconds. */
    record Spending(long micros, long calls) {}

    private record Event(long micros, long order, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return micros == other.micros ? Long.compare(order, other.order) : Long.compare(micros, other.micros);
        }
    }

    void at(long micros, Runnable action) {
        events.add(new Event(micros, order++, action));
    }

    void runUntil(long micros) {
        while (!events.isEmpty() && events.peek().micros() <= micros) {
            Event event = events.remove();
            now = event.micros();
            event.action().run();
        }
        now = micros;
    }

    /** Nothing gets through for a while. */
    void outage(long micros) {
        downFrom = now;
        downUntil = now + micros;
    }

    void pass(List<Level> levels, long calls) {
        for (Level level : levels) {
            spent.computeIfAbsent(level, none -> new ArrayList<>()).add(new Spending(now, calls));
        }
    }

    List<Spending> spent(Level level) {
        return spent.getOrDefault(level, List.of());
    }

    /** One request on its way to Redis and its answer on the way back; either may get lost, come twice, or late. */
    void send(LeaseAsk ask, java.util.function.Consumer<Decision> answer) {
        hop(() -> {
            decisions++;
            Decision decision = redis.decide(now + clockSkewMillis * 1000, ask, lifeMillis);
            hop(() -> answer.accept(decision));
        });
    }

    private void hop(Runnable arrival) {
        double fate = random.nextDouble();
        int copies = fate < faults ? 0 : fate < 2 * faults ? 2 : 1;
        if (downFrom <= now && now < downUntil) {
            copies = 0;
        }
        for (int i = 0; i < copies; i++) {
            long delay = random.nextInt(FASTEST_HOP_MICROS, SLOWEST_HOP_MICROS);
            if (random.nextDouble() < faults) {
                delay += random.nextInt(LATEST_MICROS);
            }
            at(now + delay, arrival);
        }
    }
}
