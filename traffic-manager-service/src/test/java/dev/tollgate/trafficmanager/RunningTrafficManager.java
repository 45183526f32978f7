package dev.tollgate.trafficmanager;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.CallerResolver;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.platform.testing.InternalCertificates;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.server.LoopbackPort;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real PostgreSQL and a given Redis; only the Key Manager is stood in for. */
public final class RunningTrafficManager implements AutoCloseable {

    private final int port = LoopbackPort.free();
    private final int internalPort = LoopbackPort.free();
    private final int managementPort = LoopbackPort.free();
    private final ConfigurableApplicationContext service;
    private final ConfigurableApplicationContext gateway;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    public RunningTrafficManager(String redisUri) {
        var arguments = new ArrayList<String>(List.of(RealPostgres.get().arguments("traffic-manager")));
        arguments.add("--tollgate.redis.uri=" + redisUri);
        arguments.add("--server.port=" + port);
        arguments.add("--management.server.port=" + managementPort);
        arguments.add("--tollgate.internal.port=" + internalPort);
        certificates("traffic-manager", arguments);
        service = new SpringApplicationBuilder(TrafficManagerApplication.class, StandInForTheKeyManager.class)
                .properties("spring.config.name=traffic-manager")
                .run(arguments.toArray(String[]::new));
        var gatewayArguments = new ArrayList<String>();
        gatewayArguments.add("--tollgate.internal.peers.traffic-manager=localhost:" + internalPort);
        certificates("gateway", gatewayArguments);
        gateway = new SpringApplicationBuilder(GatewaysSide.class)
                .web(WebApplicationType.NONE)
                .run(gatewayArguments.toArray(String[]::new));
    }

    private static void certificates(String peer, List<String> arguments) {
        InternalCertificates.get().properties(peer).forEach((name, value) -> arguments.add("--" + name + "=" + value));
    }

    /** A channel with a gateway's certificate. */
    public ManagedChannel channel() {
        return gateway.getBean(InternalChannels.class).to(Peer.TRAFFIC_MANAGER);
    }

    /** Verb and path of every route of the REST API. */
    public Set<String> routes() {
        return service
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .filter(route -> !route.getMethodsCondition().getMethods().isEmpty())
                .flatMap(route -> route.getPatternValues().stream()
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(verb -> verb + " " + path.replaceAll(":[^}]*}", "}"))))
                .filter(route -> route.contains(" /api/am/") && !route.contains("openapi"))
                .collect(Collectors.toSet());
    }

    /** One answer of the REST API. */
    public record Answer(int status, JsonNode body, Map<String, List<String>> headers) {}

    public Answer call(String method, String path, String... body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body[0]))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body().isEmpty() ? json.createObjectNode() : json.readTree(response.body()),
                response.headers().map());
    }

    public Answer management(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        boolean isJson = response.body().startsWith("{");
        return new Answer(
                response.statusCode(),
                isJson
                        ? json.readTree(response.body())
                        : json.createObjectNode().put("text", response.body()),
                response.headers().map());
    }

    @Override
    public void close() {
        gateway.close();
        service.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class StandInForTheKeyManager {

        @Bean
        CallerResolver callerResolver() {
            return request -> new Caller("admin", Set.of("admin"), Set.of("apim:admin"), "");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @org.springframework.boot.autoconfigure.ImportAutoConfiguration(
            dev.tollgate.platform.internal.InternalConfiguration.class)
    static class GatewaysSide {}
}
