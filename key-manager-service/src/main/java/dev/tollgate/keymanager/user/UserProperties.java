package dev.tollgate.keymanager.user;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param adminUsername the first administrator, made at the first start only
 * @param adminPassword that account's password; without one a first start makes no account
 * @param minimumPasswordLength in characters, for passwords set from now on
 * @param guessing how wrong passwords slow down the next try
 */
@Validated
@ConfigurationProperties("tollgate.key-manager.user")
public record UserProperties(
        @DefaultValue("admin") String adminUsername,
        @Nullable String adminPassword,
        @DefaultValue("6") int minimumPasswordLength,
        @DefaultValue Guessing guessing) {

    /**
     * @param freeTries wrong passwords for one user from one address before waiting starts
     * @param freeTriesForUser the same for one user from everywhere, so that one address cannot keep the user out
     * @param freeTriesForAddress the same for one address over all users
     * @param longestWait the wait doubles from a second up to this
     * @param forgottenAfter without a wrong password for this long, all is forgotten
     */
    public record Guessing(
            @DefaultValue("5") int freeTries,
            @DefaultValue("50") int freeTriesForUser,
            @DefaultValue("200") int freeTriesForAddress,
            @DefaultValue("30s") Duration longestWait,
            @DefaultValue("15m") Duration forgottenAfter) {}
}
