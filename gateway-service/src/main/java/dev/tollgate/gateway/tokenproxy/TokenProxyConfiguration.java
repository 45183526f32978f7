package dev.tollgate.gateway.tokenproxy;

import dev.tollgate.gateway.GatewayProperties;
import java.net.URI;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TokenProxyConfiguration {

    /** The routes that never change: everything else of this gateway is not Spring Cloud Gateway's. */
    @Bean
    RouteLocator tokenRoutes(RouteLocatorBuilder builder, GatewayProperties properties) {
        URI token = properties.tokenEndpoint();
        URI revoke = token.resolve("revoke");
        ForwardedFields forwarded = new ForwardedFields();
        return builder.routes()
                .route(
                        "token",
                        route -> route.path("/token")
                                .filters(filters ->
                                        filters.setPath(token.getPath()).filter(forwarded))
                                .uri(token))
                .route(
                        "revoke",
                        route -> route.path("/revoke")
                                .filters(filters ->
                                        filters.setPath(revoke.getPath()).filter(forwarded))
                                .uri(revoke))
                .build();
    }

    @Bean
    ProxyFailures proxyFailures() {
        return new ProxyFailures();
    }
}
