package dev.tollgate.keymanager.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param refreshLife of each refresh token; every use gives a new one
 * @param codeLife of authorization codes, from the redirect to the client until it comes with the code
 * @param signingKeyBits of RSA keys made from now on
 * @param signingKeyLife how long a key is the newest; then another one is made
 * @param signingKeyLead how long a new key is published before it signs, so that whoever keeps keys has it by then
 */
@Validated
@ConfigurationProperties("tollgate.key-manager.token")
public record TokenProperties(
        @DefaultValue("1d") Duration refreshLife,
        @DefaultValue("1m") Duration codeLife,
        @DefaultValue("2048") int signingKeyBits,
        @DefaultValue("90d") Duration signingKeyLife,
        @DefaultValue("1h") Duration signingKeyLead) {

    public TokenProperties {
        if (signingKeyLead.isNegative() || signingKeyLife.compareTo(signingKeyLead) <= 0) {
            throw new IllegalArgumentException("signing-key-life has to be longer than signing-key-lead");
        }
    }
}
