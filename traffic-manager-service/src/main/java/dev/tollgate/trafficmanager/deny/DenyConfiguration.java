package dev.tollgate.trafficmanager.deny;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DenyConfiguration {

    @Bean
    DenyRepository denyRepository(JdbcClient database) {
        return new DenyRepository(database);
    }
}
