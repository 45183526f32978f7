package dev.tollgate.keymanager.client;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param tokenLife of access tokens, where a client asks for nothing else
 * @param mostSecrets of one client at a time
 */
@Validated
@ConfigurationProperties("tollgate.key-manager.client")
public record ClientProperties(
        @DefaultValue("1h") Duration tokenLife,
        @DefaultValue("20") int mostSecrets) {}
