package dev.tollgate.gateway.tokenproxy;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Failures of what runs through Spring, as OAuth 2.0 errors: the Key Manager being away is a 503, not a 500 of this gateway. */
final class ProxyFailures implements WebExceptionHandler, Ordered {

    private static final Logger log = LoggerFactory.getLogger(ProxyFailures.class);

    @Override
    public int getOrder() {
        return -10;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure);
        }
        HttpStatusCode status = status(failure);
        if (status.value() == 500) {
            log.error("passing on {} failed", exchange.getRequest().getPath(), failure);
        }
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setCacheControl("no-store");
        if (status.value() == 503) {
            response.getHeaders().set("Retry-After", "1");
        }
        String error = status.is5xxServerError() && status.value() != 500
                ? "temporarily_unavailable"
                : status.value() == 500 ? "server_error" : "invalid_request";
        byte[] body = ("{\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    private static HttpStatusCode status(Throwable failure) {
        return switch (failure) {
            case ResponseStatusException refused -> refused.getStatusCode();
            case ConnectException away -> HttpStatus.SERVICE_UNAVAILABLE;
            case TimeoutException slow -> HttpStatus.GATEWAY_TIMEOUT;
            default -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }
}
