package dev.tollgate.gateway.throttle;

import dev.tollgate.gateway.deployment.Feed;
import dev.tollgate.gateway.deployment.FeedRoute;
import dev.tollgate.gateway.deployment.Node;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ThrottleConfiguration {

    @Bean
    Policies policies() {
        return new Policies();
    }

    @Bean(destroyMethod = "close")
    Throttle throttle(Policies policies, InternalChannels channels, Node node, ThrottleProperties properties) {
        return new Throttle(
                policies,
                new LeaseStream(node, () -> channels.to(Peer.TRAFFIC_MANAGER)),
                properties,
                InstantSource.system());
    }

    @Bean
    FeedRoute policyRoute(Policies policies) {
        return new FeedRoute(Feed.POLICIES, policies);
    }
}
