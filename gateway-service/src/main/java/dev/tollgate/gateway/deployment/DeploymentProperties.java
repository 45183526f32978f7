package dev.tollgate.gateway.deployment;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Following the feeds.
 *
 * @param staleAfter a feed without a heartbeat for so long counts as not connected
 * @param silence after so long without one the connection is given up and made anew
 * @param firstRetry pause before the first attempt to connect anew; it doubles
 * @param lastRetry up to this
 * @param acknowledgement how often the acknowledgement is repeated as a sign of life
 * @param snapshotInterval least time between two writings of a feed to disk
 * @param startPatience how long a node with a snapshot on disk waits for the services before it serves from that
 */
@Validated
@ConfigurationProperties("tollgate.gateway.deployment")
public record DeploymentProperties(
        @DefaultValue("1s") @NotNull Duration staleAfter,
        @DefaultValue("3s") @NotNull Duration silence,
        @DefaultValue("100ms") @NotNull Duration firstRetry,
        @DefaultValue("2s") @NotNull Duration lastRetry,
        @DefaultValue("1s") @NotNull Duration acknowledgement,
        @DefaultValue("5s") @NotNull Duration snapshotInterval,
        @DefaultValue("3s") @NotNull Duration startPatience) {}
