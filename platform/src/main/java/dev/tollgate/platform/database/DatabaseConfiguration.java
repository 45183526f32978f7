package dev.tollgate.platform.database;

import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second pool and the readiness of a service with a database. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    WorkPool workPool(DataSourceProperties properties, Environment environment) {
        return new WorkPool(
                properties.determineUrl(),
                Objects.requireNonNullElse(properties.determineUsername(), ""),
                Objects.requireNonNullElse(properties.determinePassword(), ""),
                environment.getProperty("spring.application.name", "tollgate"));
    }

    /** Found only where the service has the actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Readiness {

        @Bean
        HealthIndicator requiredViewsHealthIndicator(
                JdbcClient database, ObjectProvider<DatabaseProperties> properties) {
            return new RequiredViews(database, properties.getObject().requiredViews());
        }
    }
}
