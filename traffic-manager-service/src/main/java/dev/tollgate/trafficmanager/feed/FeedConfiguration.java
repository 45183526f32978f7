package dev.tollgate.trafficmanager.feed;

import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.platform.feed.FeedMembers;
import dev.tollgate.platform.feed.FeedServer;
import dev.tollgate.trafficmanager.deny.DenyRepository;
import dev.tollgate.trafficmanager.policy.PolicyRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedConfiguration {

    @Bean
    FeedServer policyFeedServer(PolicyRepository policies, DenyRepository denials, WorkPool pool) {
        return new FeedServer(new PolicyFeedSource(policies, denials), pool, FeedMembers.UNHEARD, Clock.systemUTC());
    }

    @Bean
    PolicyFeedEndpoint policyFeedEndpoint(FeedServer server) {
        return new PolicyFeedEndpoint(server);
    }
}
