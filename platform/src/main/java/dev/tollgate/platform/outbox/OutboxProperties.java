package dev.tollgate.platform.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The outbox that a service writes.
 *
 * @param schema the schema that holds the tables {@code outbox} and {@code outbox_counter}
 * @param keep events older than this are dropped; a follower that was away for longer gets a snapshot
 * @param pruneEvery how often that is looked after
 */
@ConfigurationProperties("tollgate.outbox")
record OutboxProperties(
        String schema,
        @DefaultValue("1d") Duration keep,
        @DefaultValue("1m") Duration pruneEvery) {

    OutboxProperties {
        if (!schema.matches("[a-z_]+")) {
            throw new IllegalArgumentException("tollgate.outbox.schema must be a plain schema name, not " + schema);
        }
        if (keep.compareTo(Duration.ofMinutes(1)) < 0 || !pruneEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "tollgate.outbox.keep must be a minute or more, and tollgate.outbox.prune-every more than nothing");
        }
    }
}
