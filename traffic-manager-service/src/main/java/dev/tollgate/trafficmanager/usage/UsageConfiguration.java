package dev.tollgate.trafficmanager.usage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    UsageLedger usageLedger(JdbcTemplate database, TransactionOperations transactions) {
        return new UsageLedger(new UsageRepository(database), transactions);
    }

    @Bean
    UsageReportEndpoint usageReportEndpoint(UsageLedger ledger) {
        return new UsageReportEndpoint(ledger);
    }
}
