package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.gateway.deployment.Feed;
import dev.tollgate.gateway.deployment.FeedRoute;
import dev.tollgate.gateway.deployment.Feeds;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeyValidationConfiguration {

    @Bean
    KeyDirectory keyDirectory() {
        return new KeyDirectory();
    }

    @Bean
    FeedRoute keyRoute(KeyDirectory directory) {
        return new FeedRoute(Feed.KEYS, directory);
    }

    @Bean
    Authenticator authenticator(
            KeyDirectory directory, Feeds feeds, InternalChannels channels, KeyValidationProperties properties) {
        return new Authenticator(
                directory,
                () -> feeds.state(Feed.KEYS),
                () -> channels.to(Peer.KEY_MANAGER),
                properties,
                InstantSource.system());
    }

    @Bean
    KeptVerdicts keptVerdicts(Authenticator authenticator, Feeds feeds, KeyValidationProperties properties)
            throws IOException {
        return new KeptVerdicts(
                authenticator,
                feeds.file("verdicts"),
                () -> feeds.state(Feed.KEYS),
                properties.grace(),
                properties.keepInterval(),
                InstantSource.system());
    }

    @Bean
    Authorizer authorizer(KeyDirectory directory) {
        return new Authorizer(directory);
    }
}
