package dev.tollgate.gateway.deployment;

import dev.tollgate.gateway.GatewayProperties;
import dev.tollgate.platform.internal.InternalChannels;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeploymentConfiguration {

    @Bean
    Node node(GatewayProperties properties) {
        return new Node(properties.nodeId(), UUID.randomUUID().toString(), properties.environment());
    }

    @Bean
    Feeds feeds(
            Node node,
            GatewayProperties gateway,
            DeploymentProperties properties,
            List<FeedRoute> routes,
            InternalChannels channels)
            throws IOException {
        Map<Feed, FeedConsumer> consumers = new EnumMap<>(Feed.class);
        routes.forEach(route -> consumers.put(route.feed(), route.consumer()));
        return new Feeds(node, gateway.dataDirectory(), consumers, channels, properties, InstantSource.system());
    }

    /** Part of readiness: {@code DOWN} until all three feeds are loaded. */
    @Bean
    HealthIndicator feedsHealthIndicator(Feeds feeds) {
        return () -> (feeds.ready() ? Health.up() : Health.down()).build();
    }

    @Bean
    FeedMetrics feedMetrics(Feeds feeds, MeterRegistry registry) {
        return new FeedMetrics(feeds, registry);
    }

    /** How current this node is. */
    static final class FeedMetrics {

        FeedMetrics(Feeds feeds, MeterRegistry registry) {
            for (Feed feed : Feed.values()) {
                Gauge.builder("tollgate.feed.age", feeds, all -> all.state(feed).ageNanos() / 1e9)
                        .description("Seconds since what this node holds was last confirmed")
                        .baseUnit("seconds")
                        .tag("feed", feed.label())
                        .register(registry);
                Gauge.builder("tollgate.feed.connected", feeds, all -> all.connected(feed) ? 1 : 0)
                        .description("Whether the feed's heartbeat is younger than a second")
                        .tag("feed", feed.label())
                        .register(registry);
            }
        }
    }
}
