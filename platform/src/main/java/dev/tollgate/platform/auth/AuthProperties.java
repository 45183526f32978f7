package dev.tollgate.platform.auth;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Callers of the REST APIs.
 *
 * @param keep how long the Key Manager's answer about a credential is used again
 */
@ConfigurationProperties("tollgate.auth")
record AuthProperties(@DefaultValue("30s") Duration keep) {}
