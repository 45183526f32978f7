package dev.tollgate.store.catalogue;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An API's definition as consumers get it: its servers are the gateways, and nothing tells of the backend. */
final class ConsumerDefinition {

    private final JsonMapper json;

    ConsumerDefinition(JsonMapper json) {
        this.json = json;
    }

    String of(PublishedApi api, String definition, List<Gateways.Environment> environments) {
        JsonNode tree = json.readTree(definition);
        if (!(tree instanceof ObjectNode root)) {
            return definition;
        }
        List<String> servers = Gateways.addresses(api, environments);
        withoutVendorExtensions(root);
        withoutOwnServers(root.path("paths"));
        if (root.has("swagger")) {
            swaggerTwo(root, api, environments);
        } else {
            var list = root.putArray("servers");
            servers.forEach(server -> list.addObject().put("url", server));
        }
        return json.writeValueAsString(root);
    }

    private static void swaggerTwo(ObjectNode root, PublishedApi api, List<Gateways.Environment> environments) {
        root.remove(List.of("host", "schemes"));
        root.put("basePath", Gateways.versionPath(api));
        environments.stream()
                .flatMap(environment -> environment.hosts().stream())
                .findFirst()
                .ifPresent(host -> {
                    root.put("basePath", host.path() + Gateways.versionPath(api));
                    boolean secure = host.httpsPort() != 0;
                    root.put("host", host.host() + ":" + (secure ? host.httpsPort() : host.httpPort()));
                    root.putArray("schemes").add(secure ? "https" : "http");
                });
    }

    /** Path items and operations may name servers of their own (OpenAPI 3.1, section 4.8.9). */
    private static void withoutOwnServers(JsonNode paths) {
        for (JsonNode item : paths) {
            if (item instanceof ObjectNode path) {
                path.remove("servers");
                withoutVendorExtensions(path);
                for (JsonNode operation : path) {
                    if (operation instanceof ObjectNode object) {
                        object.remove("servers");
                        withoutVendorExtensions(object);
                    }
                }
            }
        }
    }

    private static void withoutVendorExtensions(ObjectNode object) {
        var names = new ArrayList<String>();
        object.propertyNames().forEach(name -> {
            if (name.startsWith("x-wso2-") || name.startsWith("x-tollgate-") || name.startsWith("x-mediation")) {
                names.add(name);
            }
        });
        object.remove(names);
    }
}
