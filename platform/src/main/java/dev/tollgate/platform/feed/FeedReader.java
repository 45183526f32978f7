package dev.tollgate.platform.feed;

import dev.tollgate.contract.feed.FeedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a feed's outboxes and source; each method works within one moment of the database. */
final class FeedReader {

    /** More events than this at once: a snapshot is cheaper, and one read stays bounded. */
    static final int MAX_EVENTS = 5_000;

    private final FeedSource source;

    FeedReader(FeedSource source) {
        this.source = source;
    }

    /** Keys of the things that changed after a position, and the position they lead to. */
    record Events(Set<String> keys, Map<String, Long> position) {}

    Map<String, Long> position(JdbcClient database) {
        var position = new HashMap<String, Long>();
        for (String schema : source.outboxes()) {
            position.put(
                    schema,
                    database.sql("SELECT sequence FROM " + schema + ".outbox_position_v1")
                            .query(Long.class)
                            .single());
        }
        return position;
    }

    /** What happened since; empty where an outbox no longer reaches back so far, or too much has happened. */
    Optional<Events> since(JdbcClient database, Map<String, Long> known) {
        var keys = new LinkedHashSet<String>();
        Map<String, Long> now = position(database);
        for (String schema : source.outboxes()) {
            Long from = known.get(schema);
            long to = now.getOrDefault(schema, 0L);
            if (from == null || from > to || to - from > MAX_EVENTS) {
                return Optional.empty();
            }
            if (from == to) {
                continue;
            }
            List<String> found = database.sql("SELECT key FROM " + schema
                            + ".outbox_v1 WHERE sequence > ? AND sequence <= ? ORDER BY sequence")
                    .param(from)
                    .param(to)
                    .query(String.class)
                    .list();
            if (found.size() != to - from) {
                return Optional.empty();
            }
            keys.addAll(found);
        }
        return Optional.of(new Events(keys, now));
    }

    List<FeedItem> items(JdbcClient database, String environment, Set<String> keys) {
        return keys.isEmpty() ? List.of() : new ArrayList<>(source.read(database, environment, keys));
    }

    List<FeedItem> snapshot(JdbcClient database, String environment) {
        return source.snapshot(database, environment);
    }
}
