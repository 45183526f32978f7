package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.GatewayProperties;
import dev.tollgate.gateway.backend.Backends;
import dev.tollgate.gateway.backend.Forwarder;
import dev.tollgate.gateway.deployment.Feed;
import dev.tollgate.gateway.deployment.FeedRoute;
import dev.tollgate.gateway.deployment.Feeds;
import dev.tollgate.gateway.keyvalidation.Authenticator;
import dev.tollgate.gateway.keyvalidation.Authorizer;
import dev.tollgate.gateway.network.Cidrs;
import dev.tollgate.gateway.throttle.Throttle;
import dev.tollgate.gateway.usage.UsageRecorder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class InvocationConfiguration {

    @Bean(destroyMethod = "dispose")
    LoopResources gatewayLoops(InvocationProperties properties) {
        int workers = properties.workers() > 0
                ? properties.workers()
                : Runtime.getRuntime().availableProcessors();
        return LoopResources.create("gateway", 1, workers, true);
    }

    @Bean
    Listening listening(GatewayProperties gateway, InvocationProperties properties) throws SSLException {
        return new Listening(
                gateway.address(),
                gateway.httpPort(),
                gateway.httpsPort(),
                tls(gateway.tls()),
                new ClientAddresses(Cidrs.parse(properties.trustedProxies())));
    }

    private static @Nullable SslContext tls(GatewayProperties.Tls tls) throws SSLException {
        Path certificate = tls.certificate();
        Path key = tls.privateKey();
        return certificate == null || key == null
                ? null
                : SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                        .protocols("TLSv1.3", "TLSv1.2")
                        .build();
    }

    @Bean
    Apis apis(Backends backends, InvocationProperties properties) {
        return new Apis(new ApiCompiler(backends, properties.maxBodySize().toBytes()), backends);
    }

    @Bean
    FeedRoute deploymentRoute(Apis apis) {
        return new FeedRoute(Feed.DEPLOYMENTS, apis);
    }

    @Bean
    Pipeline pipeline(
            Apis apis,
            Feeds feeds,
            Authenticator authenticator,
            Authorizer authorizer,
            Throttle throttle,
            Forwarder forwarder,
            UsageRecorder usage) {
        return new Pipeline(
                apis,
                () -> feeds.state(Feed.DEPLOYMENTS).loaded(),
                authenticator,
                authorizer,
                throttle,
                forwarder,
                usage,
                InstantSource.system());
    }

    @Bean
    GatewayWebServerFactory webServerFactory() {
        return new GatewayWebServerFactory();
    }

    @Bean
    Departure departure(ApplicationContext context, InvocationProperties properties) {
        return new Departure(context, properties.drainWait());
    }
}
