package dev.tollgate.gateway.deployment;

/** Which feed goes to which consumer; each feature declares its own. */
public record FeedRoute(Feed feed, FeedConsumer consumer) {}
