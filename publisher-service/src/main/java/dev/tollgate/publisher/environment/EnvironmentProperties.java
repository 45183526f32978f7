package dev.tollgate.publisher.environment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Gateway environments that exist from the first start; configuration leads over what was stored.
 *
 * @param environments the first one is what Publish falls back to where there is no {@code Default}
 */
@Validated
@ConfigurationProperties("tollgate.publisher.deployment")
record EnvironmentProperties(@DefaultValue List<@Valid Configured> environments) {

    /**
     * @param vhost host name of the gateways as clients know it
     * @param httpPort port of plain HTTP; 0: none
     * @param httpsPort port of HTTPS; 0: none
     */
    record Configured(
            @NotBlank @Pattern(regexp = "^[a-zA-Z0-9_-]+$") String name,
            @DefaultValue("") String displayName,
            @DefaultValue("") String description,
            @DefaultValue("hybrid") String type,
            @DefaultValue("localhost") @NotBlank String vhost,
            @DefaultValue("8280") @Min(0) @Max(65535) int httpPort,
            @DefaultValue("8243") @Min(0) @Max(65535) int httpsPort) {}
}
