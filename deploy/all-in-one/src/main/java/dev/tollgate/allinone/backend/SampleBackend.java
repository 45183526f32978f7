package dev.tollgate.allinone.backend;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.allinone.installation.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * Something to call: a few pets, and for every other path an echo of the request. On loopback only.
 *
 * <p>{@code GET /pets} lists, {@code GET /pets/1} shows one, {@code POST /pets} answers with what it was given.
 */
public final class SampleBackend implements AutoCloseable {

    private static final List<Map<String, Object>> PETS = List.of(
            Json.object("id", 1, "name", "Rex", "tag", "dog"),
            Json.object("id", 2, "name", "Tom", "tag", "cat"),
            Json.object("id", 3, "name", "Polly", "tag", "parrot"));

    private final HttpServer server;

    private SampleBackend(HttpServer server) {
        this.server = server;
    }

    /** Starts on the port of an earlier run where that is free still, because published APIs point there. */
    public static SampleBackend start(int wanted) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 100);
        } catch (IOException e) {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", SampleBackend::answer);
        server.start();
        return new SampleBackend(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (path.matches("(/v\\d+)?/pets?") && method.equals("GET")) {
                send(exchange, 200, Json.text(PETS));
            } else if (path.matches("(/v\\d+)?/pets?/\\d{1,9}") && method.equals("GET")) {
                int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
                if (id < 1 || id > PETS.size()) {
                    send(exchange, 404, Json.text(Json.object("code", 404, "message", "No such pet")));
                } else {
                    send(exchange, 200, Json.text(PETS.get(id - 1)));
                }
            } else if (path.matches("(/v\\d+)?/pets?") && method.equals("POST")) {
                send(exchange, 201, body.length == 0 ? "{}" : new String(body, StandardCharsets.UTF_8));
            } else {
                send(exchange, 200, Json.text(echo(exchange, body)));
            }
        }
    }

    private static Map<String, Object> echo(HttpExchange exchange, byte[] body) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Headers received = exchange.getRequestHeaders();
        received.forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return Json.object(
                "method",
                exchange.getRequestMethod(),
                "path",
                exchange.getRequestURI().getRawPath(),
                "query",
                exchange.getRequestURI().getRawQuery() == null
                        ? ""
                        : exchange.getRequestURI().getRawQuery(),
                "headers",
                headers,
                "body",
                new String(body, StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }
}
