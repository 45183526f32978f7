package dev.tollgate.platform.defaults;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What is the same for every service, below everything that can be configured.
 *
 * <p>Requests wait at most a second for a connection and two for an answer of the database, so that an outage answers 503
 * within three seconds.
 */
public final class SharedDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.threads.virtual.enabled", "true"),
            Map.entry("spring.jmx.enabled", "false"),
            Map.entry("spring.jpa.open-in-view", "false"),
            Map.entry("spring.jpa.hibernate.ddl-auto", "none"),
            Map.entry("spring.datasource.hikari.connection-timeout", "1000"),
            // Hikari asks a connection for a sign of life before it lends it, and waits five seconds for it unless told
            // otherwise.
            Map.entry("spring.datasource.hikari.validation-timeout", "750"),
            Map.entry("spring.datasource.hikari.maximum-pool-size", "12"),
            Map.entry("spring.datasource.hikari.minimum-idle", "1"),
            Map.entry("spring.datasource.hikari.initialization-fail-timeout", "-1"),
            Map.entry("spring.datasource.hikari.data-source-properties.socketTimeout", "2"),
            Map.entry("spring.datasource.hikari.data-source-properties.connectTimeout", "1"),
            Map.entry("spring.datasource.hikari.data-source-properties.tcpKeepAlive", "true"),
            Map.entry("spring.flyway.create-schemas", "false"),
            Map.entry("spring.flyway.connect-retries", "60"),
            Map.entry("spring.flyway.connect-retries-interval", "1s"),
            Map.entry("spring.flyway.postgresql.transactional-lock", "false"),
            Map.entry("spring.servlet.multipart.max-file-size", "10MB"),
            Map.entry("spring.servlet.multipart.max-request-size", "10MB"),
            Map.entry("server.shutdown", "graceful"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
            Map.entry("server.forward-headers-strategy", "native"),
            Map.entry("server.error.include-message", "never"),
            Map.entry("server.error.whitelabel.enabled", "false"),
            Map.entry("server.server-header", ""),
            Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
            Map.entry("management.endpoints.access.default", "read-only"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.group.readiness.include", "readinessState,requiredViews"),
            Map.entry("management.endpoint.health.validate-group-membership", "false"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("tollgate shared defaults", DEFAULTS));
    }
}
