package dev.tollgate.keymanager.revocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param longestTokenLife no access token lives longer, whatever its client asks for; a revocation of a user or of a
 *     consumer key is kept that long
 */
@Validated
@ConfigurationProperties("tollgate.key-manager.revocation")
public record RevocationProperties(@DefaultValue("365d") Duration longestTokenLife) {

    public RevocationProperties {
        if (longestTokenLife.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("longest-token-life has to be a minute or more");
        }
    }
}
