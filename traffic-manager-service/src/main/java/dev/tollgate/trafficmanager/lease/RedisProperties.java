package dev.tollgate.trafficmanager.lease;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the counters are.
 *
 * @param uri as Lettuce takes it, {@code redis://:password@host:port} or {@code redis-sentinel://…}
 */
@Validated
@ConfigurationProperties("tollgate.redis")
record RedisProperties(
        @NotBlank @DefaultValue("redis://127.0.0.1:6379") String uri) {}
