package dev.tollgate.gateway.rig;

import static org.awaitility.Awaitility.await;

import dev.tollgate.gateway.GatewayApplication;
import dev.tollgate.gateway.deployment.Feeds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** One running gateway. */
public final class GatewayRig implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    private GatewayRig(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /** Starts a gateway and waits until it is ready. */
    public static GatewayRig start(FakeServices services, Path directory, String... more) {
        GatewayRig rig = startUnready(services, directory, more);
        await().atMost(Duration.ofSeconds(20)).until(rig.context.getBean(Feeds.class)::ready);
        return rig;
    }

    public static GatewayRig startUnready(FakeServices services, Path directory, String... more) {
        List<String> arguments = new ArrayList<>(services.arguments());
        arguments.addAll(List.of(
                "--tollgate.gateway.http-port=0",
                "--tollgate.gateway.https-port=0",
                "--tollgate.gateway.data-directory=" + directory,
                "--management.server.port=0"));
        arguments.addAll(Arrays.asList(more));
        // nobody waits for a stop, and most tests have nobody who takes usage
        unlessGiven(arguments, "--tollgate.gateway.invocation.drain-idle=", "200ms");
        unlessGiven(arguments, "--tollgate.gateway.usage.last-delivery=", "300ms");
        return new GatewayRig(GatewayApplication.start(arguments.toArray(String[]::new)));
    }

    private static void unlessGiven(List<String> arguments, String option, String value) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
            arguments.add(option + value);
        }
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.management.port", "0"));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Calls a path, with header names and values in turn. */
    public HttpResponse<String> get(String path, String... fields) {
        return call("GET", path, HttpRequest.BodyPublishers.noBody(), fields);
    }

    public HttpResponse<String> call(String method, String path, HttpRequest.BodyPublisher body, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        if (fields.length > 0) {
            request.headers(fields);
        }
        try {
            return client.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
