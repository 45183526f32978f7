package dev.tollgate.gateway.keyvalidation;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Validation of tokens and keys.
 *
 * @param grace how long opaque tokens and API keys are accepted after the key feed's last heartbeat
 * @param signedGrace the same for signed tokens
 * @param cacheSize verdicts kept
 * @param unknownFor how long an unknown opaque token is remembered as such
 * @param timeout of one question to the Key Manager
 * @param keepInterval least time between two writings of what is known of opaque tokens and API keys to disk
 * @param clockSkew by which a signed token's "nbf" may lie ahead
 */
@Validated
@ConfigurationProperties("tollgate.gateway.key-validation")
public record KeyValidationProperties(
        @DefaultValue("15m") @NotNull Duration grace,
        @DefaultValue("24h") @NotNull Duration signedGrace,
        @DefaultValue("200000") @Min(1) long cacheSize,
        @DefaultValue("2s") @NotNull Duration unknownFor,
        @DefaultValue("2s") @NotNull Duration timeout,
        @DefaultValue("10s") @NotNull Duration keepInterval,
        @DefaultValue("5s") @NotNull Duration clockSkew) {}
