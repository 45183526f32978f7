package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.error.GatewayError;
import dev.tollgate.gateway.routing.CanonicalPath;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Takes each request of one entrance: to Spring what is Spring's, all else through the pipeline. */
final class Reception implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

    private final Entrance entrance;
    private final Pipeline pipeline;
    private final BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> spring;
    private final Set<String> springPaths = new HashSet<>();
    private final List<String> springPrefixes = new ArrayList<>();
    private final RequestIds ids;
    private final LongAdder underWay;

    Reception(
            Entrance entrance,
            Pipeline pipeline,
            BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> spring,
            List<String> springPaths,
            RequestIds ids,
            LongAdder underWay) {
        this.entrance = entrance;
        this.pipeline = pipeline;
        this.spring = spring;
        this.ids = ids;
        this.underWay = underWay;
        for (String path : springPaths) {
            if (path.endsWith("/*")) {
                springPrefixes.add(path.substring(0, path.length() - 1));
            } else {
                this.springPaths.add(path);
            }
        }
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        underWay.increment();
        String uri = request.uri();
        int question = uri.indexOf('?');
        String path = CanonicalPath.of(question < 0 ? uri : uri.substring(0, question));
        if (path != null && springs(path)) {
            return spring.apply(request, response).doFinally(signal -> underWay.decrement());
        }
        String query = question < 0 ? "" : uri.substring(question);
        Call call = new Call(
                request,
                response,
                entrance,
                ids.next(),
                path == null ? "/" : path,
                query,
                peer(request),
                loop(request));
        Mono<Void> answer = path == null ? Refusals.refuse(call, GatewayError.MALFORMED) : pipeline.handle(call);
        return answer.doFinally(signal -> underWay.decrement());
    }

    private boolean springs(String path) {
        if (springPaths.contains(path)) {
            return true;
        }
        for (String prefix : springPrefixes) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static InetAddress peer(HttpServerRequest request) {
        InetSocketAddress address = request.remoteAddress();
        InetAddress peer = address == null ? null : address.getAddress();
        return peer == null ? InetAddress.getLoopbackAddress() : peer;
    }

    private static EventLoop loop(HttpServerRequest request) {
        return ((Connection) request).channel().eventLoop();
    }
}
