package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.service.Distribution;
import dev.tollgate.allinone.service.GatewayProcess;
import dev.tollgate.allinone.service.Readiness;
import dev.tollgate.allinone.service.RunningService;
import dev.tollgate.allinone.service.ServiceAddresses;
import dev.tollgate.allinone.service.ServiceArguments;
import dev.tollgate.allinone.service.ServiceName;
import dev.tollgate.provision.server.ProvisionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts the services and further gateways, and stops them so that nothing counted is lost: gateways before what they report to. */
final class Services implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Services.class.getName());

    /** More at a time would only take turns on a small machine. */
    private static final int AT_A_TIME = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Options options;
    private final DataDirectory data;
    private final Distribution distribution;
    private final ClassLoader libraries;
    private final ServiceArguments arguments;
    private final Progress progress;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Map<ServiceName, RunningService> running = new ConcurrentHashMap<>();
    private final Map<Integer, GatewayProcess> gateways = new ConcurrentHashMap<>();
    private final Map<Integer, ServiceAddresses.Triple> gatewayPorts = new ConcurrentHashMap<>();

    Services(
            Options options,
            DataDirectory data,
            Distribution distribution,
            ClassLoader libraries,
            ServiceArguments arguments,
            Progress progress) {
        this.options = options;
        this.data = data;
        this.distribution = distribution;
        this.libraries = libraries;
        this.arguments = arguments;
        this.progress = progress;
    }

    /** Returns when every service is ready for requests. */
    void start(List<ServiceName> names) {
        if (names.contains(ServiceName.GATEWAY)) {
            for (int number = 1; number < options.gateways(); number++) {
                gatewayPorts.put(number, ServiceAddresses.gateway(options.portOffset(), number));
            }
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofPlatform().name("start-", 1).factory())) {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (ServiceName name : names) {
                starts.add(CompletableFuture.runAsync(() -> start(name), executor));
            }
            gatewayPorts
                    .keySet()
                    .forEach(number -> starts.add(CompletableFuture.runAsync(() -> startGateway(number), executor)));
            try {
                CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException e) {
                stopping.set(true);
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        for (ServiceName name : names) {
            awaitReady(name.key(), arguments.addresses().of(name).management());
        }
        gatewayPorts.forEach((number, ports) -> awaitReady("gateway-" + (number + 1), ports.management()));
    }

    /** A further gateway that has ended, by a crash or a signal, is started again. */
    void revive() {
        gateways.forEach((number, process) -> {
            if (!process.alive() && !stopping.get()) {
                LOG.log(System.Logger.Level.ERROR, "gateway-{0} has ended; starting it again", number + 1);
                startGateway(number);
            }
        });
    }

    Map<Integer, ServiceAddresses.Triple> gatewayPorts() {
        return gatewayPorts;
    }

    @Override
    public void close() {
        stopping.set(true);
        List<Runnable> first = new ArrayList<>();
        gateways.values().forEach(gateway -> first.add(gateway::close));
        RunningService gateway = running.remove(ServiceName.GATEWAY);
        if (gateway != null) {
            first.add(gateway::close);
        }
        inParallel(first);
        inParallel(running.values().stream()
                .<Runnable>map(service -> service::close)
                .toList());
        running.clear();
    }

    private void start(ServiceName name) {
        if (stopping.get()) {
            return;
        }
        long began = System.nanoTime();
        RunningService service = RunningService.start(
                name.key(),
                name.mainClass(),
                distribution.classPath(name.key()),
                libraries,
                arguments.of(name),
                data.log(name.key()));
        running.put(name, service);
        if (stopping.get()) { // asked to stop while it was starting
            running.remove(name);
            service.close();
            return;
        }
        progress.say("%s started (%.1f s)".formatted(name.key(), (System.nanoTime() - began) / 1e9));
    }

    private void startGateway(int number) {
        ServiceAddresses.Triple ports = gatewayPorts.get(number);
        if (ports == null || stopping.get()) {
            return;
        }
        GatewayProcess process = GatewayProcess.start(
                distribution.classPath(ServiceName.GATEWAY.key()),
                arguments.ofGateway(number, ports),
                data.gateway(number),
                data.log("gateway-" + (number + 1) + ".out"));
        gateways.put(number, process);
        if (stopping.get()) {
            process.close();
        }
    }

    private void awaitReady(String name, int port) {
        if (!Readiness.await(port, PATIENCE, () -> !stopping.get() && alive(name))) {
            throw new ProvisionException(
                    "The " + name + " started but did not become ready; " + data.log(name) + " says more.");
        }
    }

    private boolean alive(String name) {
        return gateways.entrySet().stream()
                .filter(gateway -> name.equals("gateway-" + (gateway.getKey() + 1)))
                .allMatch(gateway -> gateway.getValue().alive());
    }

    private static void inParallel(List<Runnable> tasks) {
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("stop-", 1).factory())) {
            tasks.forEach(executor::execute);
        }
    }
}
