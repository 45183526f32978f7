package dev.tollgate.trafficmanager.lease;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The lease engine.
 *
 * @param keyPrefix stands in braces before every key, so that all of them share one hash slot
 * @param life longest life of a lease; the script allows no more than 250 ms
 * @param usefulLife nearer to a calendar boundary than this, calls are held for it
 * @param timeout of a decision; after it the gateway is told that nothing could be decided
 * @param clockTolerance how far Redis' time may be from the expected one
 * @param keepAfterUse keys outlive their use by so much, since Redis' wall clock, by which they expire, may jump
 * @param watch how often Redis' clock and settings are looked at
 */
@Validated
@ConfigurationProperties("tollgate.traffic-manager.lease")
record LeaseProperties(
        @NotBlank @DefaultValue("tollgate") String keyPrefix,

        @DurationMin(millis = 20) @DurationMax(millis = 250) @DefaultValue("200ms")
        Duration life,

        @DurationMin(millis = 1) @DefaultValue("20ms") Duration usefulLife,

        @DurationMin(millis = 10) @DurationMax(millis = 250) @DefaultValue("250ms")
        Duration timeout,

        @DurationMin(millis = 1) @DurationMax(millis = 250) @DefaultValue("50ms")
        Duration clockTolerance,

        @DefaultValue("70m") Duration keepAfterUse,
        @DurationMin(millis = 50) @DefaultValue("500ms") Duration watch) {}
