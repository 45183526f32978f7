package dev.tollgate.platform.database;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a service needs of the database beyond its own schemas.
 *
 * @param requiredViews views of other owners, schema-qualified, without which it is not ready
 */
@ConfigurationProperties("tollgate.database")
record DatabaseProperties(@DefaultValue List<String> requiredViews) {}
