package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Keys and defaults are a contract with whoever runs this. */
class LeasePropertiesTest {

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }

    @Test
    void theDefaults() {
        assertThat(bind("tollgate.traffic-manager.lease", LeaseProperties.class, Map.of()))
                .isEqualTo(new LeaseProperties(
                        "tollgate",
                        Duration.ofMillis(200),
                        Duration.ofMillis(20),
                        Duration.ofMillis(250),
                        Duration.ofMillis(50),
                        Duration.ofMinutes(70),
                        Duration.ofMillis(500)));
        assertThat(bind("tollgate.redis", RedisProperties.class, Map.of()).uri())
                .isEqualTo("redis://127.0.0.1:6379");
    }

    @Test
    void theKeys() {
        assertThat(bind(
                        "tollgate.traffic-manager.lease",
                        LeaseProperties.class,
                        Map.of(
                                "tollgate.traffic-manager.lease.key-prefix", "site-a",
                                "tollgate.traffic-manager.lease.life", "100ms",
                                "tollgate.traffic-manager.lease.useful-life", "10ms",
                                "tollgate.traffic-manager.lease.timeout", "100ms",
                                "tollgate.traffic-manager.lease.clock-tolerance", "20ms",
                                "tollgate.traffic-manager.lease.keep-after-use", "2h",
                                "tollgate.traffic-manager.lease.watch", "1s")))
                .isEqualTo(new LeaseProperties(
                        "site-a",
                        Duration.ofMillis(100),
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofMillis(20),
                        Duration.ofHours(2),
                        Duration.ofSeconds(1)));
    }
}
