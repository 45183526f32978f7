package dev.tollgate.publisher.lifecycle;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The life of APIs.
 *
 * @param stillCalled how long ago the last call must be for an API to be retired without force
 */
@Validated
@ConfigurationProperties("tollgate.publisher.life-cycle")
record LifeCycleProperties(@DefaultValue("7d") @NotNull Duration stillCalled) {}
