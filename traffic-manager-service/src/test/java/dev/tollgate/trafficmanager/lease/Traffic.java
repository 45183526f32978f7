package dev.tollgate.trafficmanager.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Calls that arrive at random at several gateways, in quiet and busy spells, with crashes and outages among them. */
final class Traffic {

    private static final long SPELL_MICROS = 3_000_000;
    private static final double BUSY = 2.5;
    private static final double QUIET = 0.4;

    final World world;
    final List<SimulatedGateway> gateways;
    private final Random random;
    private final List<List<Level>> vectors;

    Traffic(World world, int gateways, long patienceMillis, List<List<Level>> vectors) {
        this.world = world;
        this.random = new Random(world.random.nextLong());
        this.vectors = vectors;
        this.gateways = IntStream.range(0, gateways)
                .mapToObj(i -> new SimulatedGateway(world, "gateway-" + i, patienceMillis))
                .toList();
    }

    /** Plans arrivals from now on; {@link World#runUntil} lets them happen. */
    void arrive(double callsASecond, long micros, int mostArrivals) {
        long end = world.now + micros;
        double arrivals = Math.min(mostArrivals, callsASecond * micros / 1e6);
        double callsAnArrival = callsASecond * micros / 1e6 / arrivals;
        double gap = micros / arrivals;
        double carried = 0;
        for (double at = (double) world.now; at < end; ) {
            boolean busy = ((long) at / SPELL_MICROS) % 4 == 0;
            at += -Math.log(1 - random.nextDouble()) * gap / (busy ? BUSY : QUIET);
            carried += callsAnArrival;
            long calls = (long) carried;
            carried -= calls;
            SimulatedGateway gateway = gateways.get(random.nextInt(gateways.size()));
            List<Level> vector = vectors.get(random.nextInt(vectors.size()));
            if (calls > 0 && at < end) {
                world.at((long) at, () -> gateway.arrive(vector, calls));
            }
        }
    }

    void crash(int times, long withinMicros) {
        for (int i = 0; i < times; i++) {
            SimulatedGateway gateway = gateways.get(random.nextInt(gateways.size()));
            world.at(world.now + random.nextLong(withinMicros), gateway::crash);
        }
    }

    void cutOff(int times, long withinMicros) {
        for (int i = 0; i < times; i++) {
            world.at(world.now + random.nextLong(withinMicros), () -> world.outage(random.nextLong(50_000, 2_000_000)));
        }
    }

    long admitted() {
        return gateways.stream().mapToLong(gateway -> gateway.admitted).sum();
    }

    long arrived() {
        return gateways.stream().mapToLong(gateway -> gateway.arrived).sum();
    }

    /** Every level once. */
    List<Level> levels() {
        return new ArrayList<>(new java.util.LinkedHashSet<>(
                vectors.stream().flatMap(List::stream).toList()));
    }
}
