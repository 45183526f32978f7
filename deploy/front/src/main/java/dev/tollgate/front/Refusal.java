package dev.tollgate.front;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.util.UUID;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The answers of the front's own: the error body of all services, in WSO2's shape or, where the client prefers it, RFC 9457's. */
enum Refusal {
    BAD_REQUEST(400, "Bad Request", "The request's target or Host header is not one that the front passes on."),
    NOT_FOUND(404, "Not Found", "No service answers at this path."),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", "This page is for reading."),
    BAD_GATEWAY(502, "Bad Gateway", "The service behind this path does not answer now."),
    GATEWAY_TIMEOUT(504, "Gateway Timeout", "The service behind this path did not answer in time.");

    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final AsciiString PROBLEM = AsciiString.cached("application/problem+json");

    private final int status;
    private final String message;
    private final String description;

    Refusal(int status, String message, String description) {
        this.status = status;
        this.message = message;
        this.description = description;
    }

    Publisher<Void> send(HttpServerRequest request, HttpServerResponse response) {
        boolean problem = prefersProblem(request.requestHeaders().get("Accept"));
        String trace = UUID.randomUUID().toString().replace("-", "");
        String body = problem
                ? "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":%d,\"traceId\":\"%s\"}"
                        .formatted(message, status, description, status, trace)
                : "{\"code\":%d,\"message\":\"%s\",\"description\":\"%s\",\"moreInfo\":\"\",\"error\":[],\"traceId\":\"%s\"}"
                        .formatted(status, message, description, trace);
        if (status >= 500) {
            response.header("Retry-After", "2");
            System.getLogger(Refusal.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} {1}, trace {2}", status, request.fullPath(), trace);
        }
        if (status == 400) {
            response.keepAlive(false);
        }
        response.status(HttpResponseStatus.valueOf(status))
                .header("Content-Type", problem ? PROBLEM : JSON)
                .header("Cache-Control", "no-store");
        return response.sendString(Mono.just(body));
    }

    private static boolean prefersProblem(@org.jspecify.annotations.Nullable String accept) {
        return accept != null && accept.contains(PROBLEM) && !accept.contains(JSON);
    }
}
