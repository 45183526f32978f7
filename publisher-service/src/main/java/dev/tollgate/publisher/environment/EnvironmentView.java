package dev.tollgate.publisher.environment;

import java.util.List;

/** An environment as the publisher and admin contracts show it. */
public record EnvironmentView(
        String id,
        String name,
        String displayName,
        String provider,
        String type,
        String gatewayType,
        String description,
        boolean isReadOnly,
        String mode,
        String serverUrl,
        boolean showInApiConsole,
        List<Environment.Vhost> vhosts,
        List<String> endpointURIs,
        List<String> additionalProperties,
        Permissions permissions,
        String status) {

    record Permissions(String permissionType, List<String> roles) {}

    public static EnvironmentView of(Environment environment) {
        return new EnvironmentView(
                environment.id().toString(),
                environment.name(),
                environment.displayName(),
                "wso2",
                environment.type(),
                "Regular",
                environment.description(),
                true,
                "WRITE_ONLY",
                "",
                true,
                environment.vhosts(),
                List.of(),
                List.of(),
                new Permissions("PUBLIC", List.of()),
                "Active");
    }
}
