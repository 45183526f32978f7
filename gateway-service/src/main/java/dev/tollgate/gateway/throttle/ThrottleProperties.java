package dev.tollgate.gateway.throttle;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Leases of permits.
 *
 * @param ahead demand for so long is leased at once
 * @param patience a call waits so long for a grant before the policy's outage behaviour applies
 * @param repeatAfter an unanswered request is sent again, with the same number
 * @param maxWaiting calls that wait for one combination of levels
 * @param maxHold refused calls wait for permits that come free within this time, as far as they come
 * @param assumedNodes gateways that share a limit, for the time when the Traffic Manager cannot be asked
 * @param idle a combination of levels not called for so long is forgotten
 */
@Validated
@ConfigurationProperties("tollgate.gateway.throttle")
public record ThrottleProperties(
        @DefaultValue("100ms") @NotNull Duration ahead,
        @DefaultValue("1s") @NotNull Duration patience,
        @DefaultValue("150ms") @NotNull Duration repeatAfter,
        @DefaultValue("10000") @Min(1) int maxWaiting,
        @DefaultValue("300ms") @NotNull Duration maxHold,
        @DefaultValue("2") @Min(1) @Max(1000) int assumedNodes,
        @DefaultValue("60s") @NotNull Duration idle) {}
