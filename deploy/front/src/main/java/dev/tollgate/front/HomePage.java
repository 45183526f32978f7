package dev.tollgate.front;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The page at {@code /}: where everything of this installation is. */
record HomePage(String html) {

    static HomePage of(Map<String, String> addresses) {
        String rows = addresses.entrySet().stream()
                .map(entry -> "<dt>%s</dt><dd><a href=\"%s\">%s</a></dd>"
                        .formatted(text(entry.getKey()), text(entry.getValue()), text(entry.getValue())))
                .collect(Collectors.joining("\n"));
        return new HomePage("""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Tollgate</title></head>
            <body>
            <h1>Tollgate</h1>
            <p>Publish APIs, subscribe to them, call them at the agreed rate.</p>
            <dl>
            %s
            </dl>
            </body>
            </html>
            """.formatted(rows));
    }

    Publisher<Void> send(HttpServerRequest request, HttpServerResponse response) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            response.header("Allow", "GET, HEAD");
            return Refusal.METHOD_NOT_ALLOWED.send(request, response);
        }
        response.header("Content-Type", "text/html; charset=utf-8")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store");
        return response.sendString(Mono.just(html));
    }

    private static String text(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
