package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.policy.PolicyBook;
import dev.tollgate.trafficmanager.policy.PolicyTail;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LeaseProperties.class, RedisProperties.class})
class LeaseConfiguration {

    @Bean
    RedisClock redisClock(LeaseProperties properties) {
        return new RedisClock(System::nanoTime, properties.clockTolerance());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RedisLink redisLink(RedisProperties redis, RedisClock clock, LeaseProperties properties, LeaseScript leaseScript) {
        return new RedisLink(RedisURI.create(redis.uri()), clock, properties, leaseScript);
    }

    @Bean
    LeaseMetrics leaseMetrics(MeterRegistry registry, RedisClock clock) {
        return new LeaseMetrics(registry, clock);
    }

    @Bean
    LeaseScript leaseScript() {
        return LeaseScript.ofResource("/lease/lease.lua");
    }

    @Bean
    LeaseEngine leaseEngine(
            RedisLink link,
            RedisClock clock,
            LeaseScript leaseScript,
            LeaseProperties properties,
            LeaseMetrics metrics) {
        return new LeaseEngine(link, clock, leaseScript, properties, metrics);
    }

    @Bean
    LevelResolver levelResolver(PolicyBook policies) {
        return new LevelResolver(policies);
    }

    @Bean
    LeasesEndpoint leasesEndpoint(
            LeaseEngine engine, LevelResolver resolver, PolicyTail policies, LeaseProperties properties) {
        return new LeasesEndpoint(engine, resolver, policies, properties);
    }

    @Bean
    QuotasEndpoint quotasEndpoint(LeaseEngine engine, LevelResolver resolver) {
        return new QuotasEndpoint(engine, resolver);
    }

    /** Not ready without Redis, nor with a Redis that may forget debits. */
    @Bean
    HealthIndicator redisHealthIndicator(RedisLink link) {
        return () -> link.complaint()
                .map(complaint ->
                        Health.outOfService().withDetail("redis", complaint).build())
                .orElseGet(() -> Health.up().build());
    }
}
