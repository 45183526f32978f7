package dev.tollgate.provision.database;

import java.util.List;
import java.util.stream.Stream;

/** Which service owns which schemas, and the two roles it has: one that migrates them, and one that runs. */
public enum ServiceSchemas {
    KEY_MANAGER("users", "keys"),
    PUBLISHER("apis", "registry"),
    STORE("subscriptions", "feedback"),
    TRAFFIC_MANAGER("traffic");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> schemas;

    ServiceSchemas(String... schemas) {
        this.schemas = List.of(schemas);
    }

    public List<String> schemas() {
        return schemas;
    }

    /** As in addresses and file names: {@code key-manager}. */
    public String service() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public String runningRole() {
        return "tollgate_" + name().toLowerCase(java.util.Locale.ROOT);
    }

    public String ownerRole() {
        return runningRole() + "_owner";
    }

    /** All roles, in a fixed order. */
    public static List<String> roles() {
        return Stream.of(values())
                .flatMap(service -> Stream.of(service.ownerRole(), service.runningRole()))
                .toList();
    }
}
