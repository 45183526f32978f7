package dev.tollgate.publisher.deployment;

import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.platform.feed.FeedServer;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeploymentConfiguration {

    @Bean
    FeedServer deploymentFeedServer(DeploymentSource source, WorkPool pool, GatewayNodes nodes, Clock clock) {
        return new FeedServer(source, pool, nodes, clock);
    }
}
