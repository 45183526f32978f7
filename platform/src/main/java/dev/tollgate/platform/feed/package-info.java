/** The server side of a feed: snapshot, changes, heartbeats, acknowledgements. */
@NullMarked
package dev.tollgate.platform.feed;

import org.jspecify.annotations.NullMarked;
