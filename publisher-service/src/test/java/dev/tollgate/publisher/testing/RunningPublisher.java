package dev.tollgate.publisher.testing;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.CallerResolver;
import dev.tollgate.platform.testing.InternalCertificates;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.publisher.PublisherApplication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One Publisher for each test JVM. Who calls stands in the Authorization header: {@code Test alice|role,role|scope,scope}. */
public final class RunningPublisher {

    private static final RunningPublisher INSTANCE = new RunningPublisher();

    private final int port = LoopbackPort.free();
    private final int internalPort = LoopbackPort.free();
    private final int storePort = LoopbackPort.free();
    private final StandInStore store;
    private final ConfigurableApplicationContext context;

    private RunningPublisher() {
        StandInViews.create();
        store = new StandInStore(storePort);
        context = start(port, internalPort, "--tollgate.internal.peers.store=127.0.0.1:" + storePort);
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
    }

    public static RunningPublisher get() {
        return INSTANCE;
    }

    /** Another node of the same installation. */
    public static ConfigurableApplicationContext start(int port, int internalPort, String... more) {
        var properties = new HashMap<String, Object>(RealPostgres.get().properties("publisher"));
        properties.putAll(InternalCertificates.get().properties("publisher"));
        properties.put("spring.config.name", "publisher");
        properties.put("server.port", port);
        properties.put("management.server.port", LoopbackPort.free());
        properties.put("tollgate.internal.port", internalPort);
        properties.put("tollgate.publisher.backend.networks", "127.0.0.0/8");
        properties.put("tollgate.publisher.deployment.environments[0].name", "Default");
        properties.put("tollgate.publisher.deployment.environments[1].name", "internal");
        return new SpringApplicationBuilder(PublisherApplication.class, TestCallers.class)
                .run(arguments(properties, more));
    }

    private static String[] arguments(Map<String, Object> properties, String... more) {
        return Stream.concat(
                        properties.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    public StandInStore store() {
        return store;
    }

    public int port() {
        return port;
    }

    public int internalPort() {
        return internalPort;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Object bean(String name) {
        return context.getBean(name);
    }

    public JdbcClient database() {
        return context.getBean(JdbcClient.class);
    }

    /** No configuration by annotation: component scanning must not find it. */
    static class TestCallers {

        @Bean
        CallerResolver callerResolver() {
            return request -> {
                String header = request.getHeader("Authorization");
                if (header == null || !header.startsWith("Test ")) {
                    return Caller.NOBODY;
                }
                List<String> parts = List.of(header.substring(5).split("\\|", -1));
                return new Caller(parts.get(0), set(parts.get(1)), set(parts.get(2)), "");
            };
        }

        private static Set<String> set(String text) {
            return text.isEmpty() ? Set.of() : Set.of(text.split(","));
        }
    }
}
