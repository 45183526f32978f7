package dev.tollgate.trafficmanager.lease;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** The engine as one Traffic Manager runs it, on a Redis and on the real clock. */
final class EngineRig implements AutoCloseable {

    final MeterRegistry meters = new SimpleMeterRegistry();
    final RedisClock clock = new RedisClock(System::nanoTime, Duration.ofMillis(50));
    final RedisLink link;
    final LeaseEngine engine;

    /** Patient, so that a busy machine changes no count. */
    EngineRig(String uri) {
        this(uri, Duration.ofSeconds(10));
    }

    EngineRig(String uri, Duration timeout) {
        var properties = new LeaseProperties(
                "tollgate",
                Duration.ofMillis(200),
                Duration.ofMillis(20),
                timeout,
                Duration.ofMillis(50),
                Duration.ofMinutes(70),
                Duration.ofMillis(100));
        LeaseScript script = LeaseScript.ofResource("/lease/lease.lua");
        link = new RedisLink(RedisURI.create(uri), clock, properties, script);
        engine = new LeaseEngine(
                link, clock, LeaseScript.ofResource("/lease/lease.lua"), properties, new LeaseMetrics(meters, clock));
        link.start();
    }

    EngineRig awaitRedis() {
        await().atMost(Duration.ofSeconds(20)).until(link::answering);
        return this;
    }

    @Override
    public void close() {
        link.close();
    }
}
