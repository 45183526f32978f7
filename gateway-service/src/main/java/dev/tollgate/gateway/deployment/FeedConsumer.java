package dev.tollgate.gateway.deployment;

import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedItem;
import java.util.Collection;
import java.util.List;

/** What a feed's items are compiled into. Called by one thread; callers on other threads see all of a change or nothing of it. */
public interface FeedConsumer {

    /**
     * Takes over items.
     *
     * @param items what changed, an item without a body being a removal; or everything there is
     * @param everything whether whatever is not among the items is gone
     * @return the items that could not be compiled; what was there under their keys stays
     */
    List<FeedFailure> accept(Collection<FeedItem> items, boolean everything);
}
