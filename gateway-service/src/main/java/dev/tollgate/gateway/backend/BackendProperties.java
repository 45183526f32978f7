package dev.tollgate.gateway.backend;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Connections to backends.
 *
 * @param connectTimeout where an API names none
 * @param responseTimeout until the head of the answer is whole, and between two reads of its body, where an API names none
 * @param maxConnections to one host and port
 * @param maxWaiting calls waiting for one of them
 * @param acquireTimeout how long they wait
 * @param idleTimeout a connection idle for longer is closed, before the backend does it
 * @param maxHeaderSize of a backend's answer
 * @param suspension a backend of a group that could not be connected to is left out for so long
 */
@Validated
@ConfigurationProperties("tollgate.gateway.backend")
public record BackendProperties(
        @DefaultValue("2s") @NotNull Duration connectTimeout,
        @DefaultValue("30s") @NotNull Duration responseTimeout,
        @DefaultValue("500") @Min(1) int maxConnections,
        @DefaultValue("5000") @Min(1) int maxWaiting,
        @DefaultValue("5s") @NotNull Duration acquireTimeout,
        @DefaultValue("4s") @NotNull Duration idleTimeout,
        @DefaultValue("32KB") @NotNull DataSize maxHeaderSize,
        @DefaultValue("5s") @NotNull Duration suspension) {}
