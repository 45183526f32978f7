package dev.tollgate.trafficmanager.lease;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Decisions by outcome, refusals by level, permits granted, and how long Redis took. */
final class LeaseMetrics {

    private final MeterRegistry registry;
    private final Map<Decision.Status, Counter> decisions = new EnumMap<>(Decision.Status.class);
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Counter granted;
    private final Timer latency;

    LeaseMetrics(MeterRegistry registry, RedisClock clock) {
        this.registry = registry;
        for (Decision.Status status : Decision.Status.values()) {
            decisions.put(
                    status,
                    Counter.builder("tollgate.lease.decisions")
                            .description("Requests for permits, by what was decided")
                            .tag("status", status.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        granted = Counter.builder("tollgate.lease.granted")
                .description("Calls for which permits were debited")
                .register(registry);
        latency = Timer.builder("tollgate.lease.redis")
                .description("From sending a request to Redis until its decision")
                .publishPercentileHistogram()
                .register(registry);
        Gauge.builder("tollgate.lease.clock.correction", clock, RedisClock::correction)
                .description("What is added to Redis' wall clock, so that its jumps change no window")
                .baseUnit("milliseconds")
                .register(registry);
    }

    void decided(Decision decision, List<Level> levels, long nanos) {
        Counter counter = decisions.get(decision.status());
        if (counter != null) {
            counter.increment();
        }
        if (nanos > 0) {
            latency.record(nanos, TimeUnit.NANOSECONDS);
        }
        if (decision.granted() > 0) {
            granted.increment((double) decision.granted());
        }
        if (decision.status() == Decision.Status.REFUSED && decision.refusing() >= 0) {
            refusals.computeIfAbsent(kind(levels.get(decision.refusing()).key()), this::refusals)
                    .increment();
        }
    }

    private Counter refusals(String kind) {
        return Counter.builder("tollgate.lease.refusals")
                .description("Refused requests, by the kind of level that was the last to agree")
                .tag("level", kind)
                .register(registry);
    }

    private static String kind(String levelKey) {
        int colon = levelKey.indexOf(':');
        return colon < 0 ? levelKey : levelKey.substring(0, colon);
    }
}
