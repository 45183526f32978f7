package dev.tollgate.gateway.deployment;

/**
 * This gateway node.
 *
 * @param id stable over restarts, for example {@code gateway-1}
 * @param bootId new at every start
 * @param environment the GatewayEnvironment it serves
 */
public record Node(String id, String bootId, String environment) {}
