package dev.tollgate.platform.feed;

import dev.tollgate.contract.feed.FeedItem;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a feed carries. All reading goes through the client that is passed in: it sees one moment of the database. */
public interface FeedSource {

    /** The schemas whose outboxes say what has changed, for example {@code ["keys", "subscriptions"]}. */
    List<String> outboxes();

    /** Everything that a node of this environment holds. Items that the outboxes never mention are not allowed. */
    List<FeedItem> snapshot(JdbcClient database, String environment);

    /**
     * The present state of the things behind these keys. What is not there any more, or not for this environment, comes back
     * as an item without a body; keys that this feed does not carry are left out.
     */
    List<FeedItem> read(JdbcClient database, String environment, Collection<String> keys);
}
