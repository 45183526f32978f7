package dev.tollgate.platform.error;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the REST APIs.
 *
 * @param maxBody largest request body
 */
@ConfigurationProperties("tollgate.web")
record WebProperties(@DefaultValue("10MB") DataSize maxBody) {}
