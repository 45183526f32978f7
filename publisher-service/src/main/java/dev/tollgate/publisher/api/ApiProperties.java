package dev.tollgate.publisher.api;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * New APIs.
 *
 * @param defaultTiers subscription policies of an API whose {@code policies} are absent, as far as they exist
 */
@Validated
@ConfigurationProperties("tollgate.publisher.api")
record ApiProperties(
        @DefaultValue({"Bronze", "Silver", "Gold", "Unlimited"}) @NotNull
        List<String> defaultTiers) {}
