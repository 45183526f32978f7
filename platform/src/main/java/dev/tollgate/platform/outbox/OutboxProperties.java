package dev.tollgate.platform.outbox;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The outbox that a service writes.
 *
 * @param schema the schema that holds the tables {@code outbox} and {@code outbox_counter}
 */
@ConfigurationProperties("tollgate.outbox")
record OutboxProperties(String schema) {

    OutboxProperties {
        if (!schema.matches("[a-z_]+")) {
            throw new IllegalArgumentException("tollgate.outbox.schema must be a plain schema name, not " + schema);
        }
    }
}
