package dev.tollgate.keymanager.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param refreshLife of each refresh token; every use gives a new one
 * @param signingKeyBits of the RSA key made at the first start
 */
@Validated
@ConfigurationProperties("tollgate.key-manager.token")
public record TokenProperties(
        @DefaultValue("1d") Duration refreshLife,
        @DefaultValue("2048") int signingKeyBits) {}
