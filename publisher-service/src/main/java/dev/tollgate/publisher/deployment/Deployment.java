package dev.tollgate.publisher.deployment;

import java.time.Instant;
import java.util.UUID;

/** A revision on the gateways of an environment. */
public record Deployment(
        UUID id,
        UUID apiId,
        UUID revisionId,
        String environment,
        String vhost,
        boolean displayOnDevportal,
        Instant deployedAt) {}
