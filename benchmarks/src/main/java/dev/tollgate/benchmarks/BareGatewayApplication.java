package dev.tollgate.benchmarks;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;

/**
 * The peer: Spring Cloud Gateway with one static route and nothing else, tuned as its users do (epoll, an elastic keep-alive pool,
 * the filter cache, no metrics, no access log).
 *
 * <p>Arguments: port, backend URL.
 */
@SpringBootApplication
public class BareGatewayApplication {

    public static void main(String... args) {
        System.setProperty("reactor.netty.native", "true");
        new SpringApplicationBuilder(BareGatewayApplication.class)
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", args[0],
                        "backend", args[1],
                        "spring.main.banner-mode", "off",
                        "logging.level.root", "warn",
                        "spring.cloud.gateway.server.webflux.httpclient.pool.type", "elastic",
                        "spring.cloud.gateway.server.webflux.route-filter-cache-enabled", "true",
                        "spring.cloud.gateway.server.webflux.metrics.enabled", "false"))
                .run();
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, org.springframework.core.env.Environment environment) {
        return builder.routes()
                .route("only", route -> route.path("/**").uri(environment.getRequiredProperty("backend")))
                .build();
    }
}
