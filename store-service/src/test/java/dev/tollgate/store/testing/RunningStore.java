package dev.tollgate.store.testing;

import dev.tollgate.platform.testing.InternalCertificates;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.store.StoreApplication;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One Store for all integration tests of a JVM, and a client of its REST API. */
public final class RunningStore {

    private static final RunningStore INSTANCE = new RunningStore();

    public final SmallKeyManager keyManager = new SmallKeyManager();
    public final SmallSignIn signIn = new SmallSignIn();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final int internalPort = LoopbackPort.free();
    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningStore() {
        OthersViews.create();
        Server keyManagerServer = SmallPeers.serve("key-manager", keyManager, new SmallPeers.Credentials(signIn));
        Server trafficManagerServer = SmallPeers.serve("traffic-manager", new SmallPeers.Quotas());
        var arguments = new ArrayList<String>(List.of(RealPostgres.get().arguments("store")));
        InternalCertificates.get().properties("store").forEach((key, value) -> arguments.add("--" + key + "=" + value));
        arguments.addAll(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--tollgate.internal.port=" + internalPort,
                "--tollgate.store.portal.key-manager=" + signIn.url(),
                "--tollgate.internal.peers.key-manager=127.0.0.1:" + keyManagerServer.getPort(),
                "--tollgate.internal.peers.traffic-manager=127.0.0.1:" + trafficManagerServer.getPort()));
        context = StoreApplication.start(arguments.toArray(String[]::new));
        port = Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    public static RunningStore get() {
        return INSTANCE;
    }

    public int port() {
        return port;
    }

    public int internalPort() {
        return internalPort;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int managementPort() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.management.port")));
    }

    /** An answer with its body as JSON; no body is a missing node. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        public String text(String pointer) {
            return body.at(pointer).asString("");
        }

        public String etag() {
            return raw.headers().firstValue("ETag").orElse("");
        }

        /** The body without what differs from request to request. */
        public String bytes() {
            return raw.body().replaceAll("\"trace[^,}]*", "");
        }
    }

    public Answer get(String user, String path) {
        return send(user, "GET", path, null, Map.of());
    }

    public Answer post(String user, String path, Object body) {
        return send(user, "POST", path, body, Map.of());
    }

    public Answer put(String user, String path, Object body) {
        return send(user, "PUT", path, body, Map.of());
    }

    public Answer delete(String user, String path) {
        return send(user, "DELETE", path, null, Map.of());
    }

    /** Sends a request under {@code /api/am/admin/v4}. */
    public Answer admin(String user, String verb, String path, @Nullable Object body) {
        return exchange(user, verb, "/api/am/admin/v4" + path, body, Map.of());
    }

    /**
     * Sends a request under {@code /api/am/devportal/v3}.
     *
     * @param user name for Basic; empty: signed out
     * @param body a string goes as it is, anything else as JSON
     */
    public Answer send(String user, String verb, String path, @Nullable Object body, Map<String, String> headers) {
        return exchange(user, verb, "/api/am/devportal/v3" + path, body, headers);
    }

    private Answer exchange(String user, String verb, String path, @Nullable Object body, Map<String, String> headers) {
        String text = body == null ? "" : body instanceof String string ? string : json.writeValueAsString(body);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(verb, HttpRequest.BodyPublishers.ofString(text));
        if (!user.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8)));
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean isJson = type.contains("json") && !response.body().isEmpty();
            return new Answer(
                    response.statusCode(), isJson ? json.readTree(response.body()) : json.missingNode(), response);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A connection to the Store's contracts with a peer's certificate. */
    public Connected peer(String name) {
        var pem = InternalCertificates.get().of(name);
        try {
            var credentials = TlsChannelCredentials.newBuilder()
                    .keyManager(pem.certificate().toFile(), pem.privateKey().toFile())
                    .trustManager(pem.authority().toFile())
                    .build();
            return new Connected(NettyChannelBuilder.forAddress("127.0.0.1", internalPort, credentials)
                    .overrideAuthority("store")
                    .build());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A channel that closes with the block that uses it. */
    public record Connected(ManagedChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }

    /** How often the feed was told of a key. */
    public int events(String key) {
        var found = new int[1];
        OthersViews.with(
                "store",
                database -> found[0] = database.sql("SELECT count(*) FROM subscriptions.outbox_v1 WHERE key = ?")
                        .param(key)
                        .query(Integer.class)
                        .single());
        return found[0];
    }

    /** A new application of the user's, by a name of its own. */
    public String application(String user) {
        return post(user, "/applications", Map.of("name", "app-" + System.nanoTime(), "throttlingPolicy", "10PerMin"))
                .text("/applicationId");
    }
}
