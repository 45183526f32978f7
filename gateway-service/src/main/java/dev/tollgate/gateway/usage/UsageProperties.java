package dev.tollgate.gateway.usage;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Delivery of usage.
 *
 * @param interval between two batches
 * @param timeout of one delivery
 * @param batchSize most entries of one batch
 * @param lastDelivery how long an orderly stop tries to deliver the rest
 */
@Validated
@ConfigurationProperties("tollgate.gateway.usage")
public record UsageProperties(
        @DefaultValue("2s") @NotNull Duration interval,
        @DefaultValue("5s") @NotNull Duration timeout,
        @DefaultValue("5000") @Min(1) int batchSize,
        @DefaultValue("5s") @NotNull Duration lastDelivery) {}
