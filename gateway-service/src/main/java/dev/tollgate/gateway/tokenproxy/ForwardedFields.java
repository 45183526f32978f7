package dev.tollgate.gateway.tokenproxy;

import java.net.InetSocketAddress;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The Key Manager slows guesses by address: it gets the one this gateway sees, whatever the client claims. */
final class ForwardedFields implements GatewayFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
        ServerHttpRequest request = exchange.getRequest()
                .mutate()
                .headers(fields -> {
                    fields.headerNames().stream()
                            .filter(ForwardedFields::claimed)
                            .toList()
                            .forEach(fields::remove);
                    if (remote != null && remote.getAddress() != null) {
                        fields.set("X-Forwarded-For", remote.getAddress().getHostAddress());
                    }
                })
                .build();
        return chain.filter(exchange.mutate().request(request).build());
    }

    private static boolean claimed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("x-forwarded-") || lower.equals("forwarded") || lower.equals("x-real-ip");
    }
}
