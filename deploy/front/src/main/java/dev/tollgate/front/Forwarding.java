package dev.tollgate.front;

import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Passes each request on to the service of its path and streams the answer back; bodies are never held. */
final class Forwarding implements AutoCloseable {

    /** Where people start who know the address alone. */
    private static final String START = "/store";

    private final Map<Service, List<InetSocketAddress>> services;
    private final Map<Service, AtomicInteger> turns = new EnumMap<>(Service.class);
    private final ConnectionProvider connections;
    private final HttpClient client;

    Forwarding(FrontProperties properties, LoopResources loops) {
        this.services = properties.services();
        services.keySet().forEach(service -> turns.put(service, new AtomicInteger()));
        this.connections = ConnectionProvider.builder("front")
                .maxConnections(500)
                .pendingAcquireTimeout(Duration.ofSeconds(5))
                // below the services' own keep-alive time, so that a connection taken from the pool is open
                .maxIdleTime(Duration.ofSeconds(10))
                .lifo()
                .build();
        this.client = HttpClient.create(connections)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000)
                // a publication may wait for 30 s
                .responseTimeout(Duration.ofSeconds(60))
                .disableRetry(true)
                .compress(false)
                .followRedirect(false)
                .httpResponseDecoder(spec -> spec.maxHeaderSize(32 * 1024));
    }

    @Override
    public void close() {
        connections.dispose();
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response, String scheme) {
        String target = request.uri();
        if (!target.startsWith("/")
                || request.requestHeaders().getAll(HttpHeaderNames.HOST).size() != 1) {
            return Refusal.BAD_REQUEST.send(request, response);
        }
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.equals("/")) {
            return response.status(HttpResponseStatus.SEE_OTHER)
                    .header(HttpHeaderNames.LOCATION, START)
                    .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                    .send();
        }
        if (!Routes.unambiguous(path)) {
            return Refusal.BAD_REQUEST.send(request, response);
        }
        Optional<Service> service = Routes.of(path);
        if (service.isEmpty()) {
            return Refusal.NOT_FOUND.send(request, response);
        }
        return forward(service.get(), target, request, response, scheme);
    }

    private Publisher<Void> forward(
            Service service, String target, HttpServerRequest request, HttpServerResponse response, String scheme) {
        List<InetSocketAddress> nodes = services.getOrDefault(service, List.of());
        int first = Math.floorMod(turn(service), nodes.size());
        HttpHeaders headers = headers(request, scheme);
        Mono<Void> answer = attempt(nodes.get(first), target, headers, request, response);
        for (int next = 1; next < nodes.size(); next++) {
            InetSocketAddress node = nodes.get((first + next) % nodes.size());
            // no connection, so nothing was sent: another node may take even a request that is not idempotent
            answer = answer.onErrorResume(
                    Forwarding::notConnected, e -> attempt(node, target, headers, request, response));
        }
        return answer.onErrorResume(
                e -> !response.hasSentHeaders(), e -> Mono.from(refusal(e).send(request, response)));
    }

    private Mono<Void> attempt(
            InetSocketAddress node,
            String target,
            HttpHeaders headers,
            HttpServerRequest request,
            HttpServerResponse response) {
        HttpClient.RequestSender sender = client.headers(to -> to.set(headers))
                .request(request.method())
                .uri("http://" + host(node) + ":" + node.getPort() + target);
        BiFunction<HttpClientResponse, ByteBufFlux, Publisher<Void>> answer = (from, body) -> {
            ForwardedHeaders.response(
                    from.responseHeaders(), response.status(from.status()).responseHeaders());
            boolean bodiless = request.method().equals(HttpMethod.HEAD)
                    || from.status().code() == 204
                    || from.status().code() == 304;
            return bodiless ? response.send() : response.send(body.retain(), piece -> true);
        };
        Flux<Void> exchange = hasBody(headers, request)
                ? sender.send(request.receive().retain()).response(answer)
                : sender.response(answer);
        return exchange.then();
    }

    private static boolean hasBody(HttpHeaders headers, HttpServerRequest request) {
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                || request.requestHeaders().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private static HttpHeaders headers(HttpServerRequest request, String scheme) {
        HttpHeaders headers = new io.netty.handler.codec.http.DefaultHttpHeaders();
        InetSocketAddress remote =
                request.connectionRemoteAddress() instanceof InetSocketAddress address ? address : null;
        String address = remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
        String host = String.valueOf(request.requestHeaders().get(HttpHeaderNames.HOST));
        ForwardedHeaders.request(request.requestHeaders(), headers, new ForwardedHeaders.Client(address, scheme, host));
        return headers;
    }

    private int turn(Service service) {
        AtomicInteger turn = turns.get(service);
        return turn == null ? 0 : turn.getAndIncrement();
    }

    private static String host(InetSocketAddress node) {
        return node.getHostString().contains(":") ? "[" + node.getHostString() + "]" : node.getHostString();
    }

    private static boolean notConnected(Throwable e) {
        return e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof UnknownHostException;
    }

    private static Refusal refusal(Throwable e) {
        return e instanceof ReadTimeoutException ? Refusal.GATEWAY_TIMEOUT : Refusal.BAD_GATEWAY;
    }
}
