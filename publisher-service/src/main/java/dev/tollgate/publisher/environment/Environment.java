package dev.tollgate.publisher.environment;

import java.util.List;
import java.util.UUID;

/**
 * A group of gateways that serve the same deployments.
 *
 * @param type WSO2's {@code hybrid}, {@code production} or {@code sandbox}
 * @param vhosts at least one
 */
public record Environment(
        UUID id, String name, String displayName, String description, String type, List<Vhost> vhosts) {

    public Environment {
        vhosts = List.copyOf(vhosts);
    }

    /** A host name under which the environment's gateways are reached. */
    public record Vhost(String host, String httpContext, int httpPort, int httpsPort) {}

    public boolean hasVhost(String host) {
        return vhosts.stream().anyMatch(vhost -> vhost.host().equalsIgnoreCase(host));
    }
}
