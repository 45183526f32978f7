package dev.tollgate.publisher.setting;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The installation's address.
 *
 * @param publicUrl what links begin with, without a final slash
 */
@Validated
@ConfigurationProperties("tollgate")
record PublicAddress(
        @DefaultValue("https://localhost:9443") @NotBlank String publicUrl) {}
