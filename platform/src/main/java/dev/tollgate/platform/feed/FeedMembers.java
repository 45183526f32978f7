package dev.tollgate.platform.feed;

import dev.tollgate.contract.feed.FeedAcknowledgement;
import dev.tollgate.contract.feed.FeedHello;

/** Hears which nodes follow a feed and what they serve. A node repeats its acknowledgement every second as a sign of life. */
public interface FeedMembers {

    /** For feeds whose owner does not keep members. */
    FeedMembers UNHEARD = new FeedMembers() {
        @Override
        public void joined(FeedHello node) {}

        @Override
        public void acknowledged(FeedHello node, FeedAcknowledgement acknowledgement) {}

        @Override
        public void left(FeedHello node) {}
    };

    void joined(FeedHello node);

    void acknowledged(FeedHello node, FeedAcknowledgement acknowledgement);

    /** The stream ended, for whatever reason; the node may be back on another one already. */
    void left(FeedHello node);
}
