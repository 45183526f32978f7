package dev.tollgate.trafficmanager.policy;

import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.platform.outbox.Outbox;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyRepository policyRepository(JdbcClient database, JsonMapper json) {
        return new PolicyRepository(database, json);
    }

    @Bean
    PolicyCatalogue policyCatalogue(
            PolicyRepository policies, Outbox outbox, TransactionOperations transactions, PolicyTail tail) {
        return new PolicyCatalogue(policies, outbox, transactions, tail::look);
    }

    @Bean
    PolicyBook policyBook() {
        return new PolicyBook();
    }

    @Bean
    PolicyTail policyTail(WorkPool pool, PolicyRepository policies, PolicyBook book) {
        return new PolicyTail(pool, policies, book);
    }

    /** Nothing can be decided before the policies are known. */
    @Bean
    HealthIndicator policiesHealthIndicator(PolicyBook book) {
        return () -> book.loaded()
                ? Health.up().build()
                : Health.outOfService().withDetail("policies", "not read yet").build();
    }
}
