package dev.tollgate.allinone.service;

import dev.tollgate.provision.database.ServiceSchemas;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The five services, in the order in which they are started: those that others wait for come first. */
public enum ServiceName {
    KEY_MANAGER("dev.tollgate.keymanager.KeyManagerApplication", 9843),
    PUBLISHER("dev.tollgate.publisher.PublisherApplication", 9543),
    TRAFFIC_MANAGER("dev.tollgate.trafficmanager.TrafficManagerApplication", 9743),
    STORE("dev.tollgate.store.StoreApplication", 9643),
    GATEWAY("dev.tollgate.gateway.GatewayApplication", 8280);

    private final String mainClass;
    private final int port;

    ServiceName(String mainClass, int port) {
        this.mainClass = mainClass;
        this.port = port;
    }

    public String mainClass() {
        return mainClass;
    }

    /** Its default public port, where it runs on another machine or as a process of its own. */
    public int port() {
        return port;
    }

    /** As in file names, certificates and properties: {@code key-manager}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Optional<ServiceSchemas> schemas() {
        return this == GATEWAY ? Optional.empty() : Optional.of(ServiceSchemas.valueOf(name()));
    }

    public static List<ServiceName> chosen(List<String> keys) {
        if (keys.isEmpty()) {
            return List.of(values());
        }
        List<String> known = List.of(values()).stream().map(ServiceName::key).toList();
        keys.stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(
                    "no such service: " + key + " (there are " + String.join(", ", known) + ")");
        });
        return List.of(values()).stream()
                .filter(service -> keys.contains(service.key()))
                .toList();
    }
}
