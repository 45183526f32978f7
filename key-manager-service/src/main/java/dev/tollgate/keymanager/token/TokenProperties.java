package dev.tollgate.keymanager.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param refreshLife of each refresh token; every use gives a new one
 * @param codeLife of authorization codes, from the redirect to the client until it comes with the code
 * @param signingKeyBits of the RSA key made at the first start
 */
@Validated
@ConfigurationProperties("tollgate.key-manager.token")
public record TokenProperties(
        @DefaultValue("1d") Duration refreshLife,
        @DefaultValue("1m") Duration codeLife,
        @DefaultValue("2048") int signingKeyBits) {}
