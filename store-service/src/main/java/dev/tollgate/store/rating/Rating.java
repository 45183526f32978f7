package dev.tollgate.store.rating;

import java.util.UUID;

/**
 * A user's opinion of an API.
 *
 * @param stars 1 to 5
 */
public record Rating(UUID id, UUID apiId, String ratedBy, int stars) {}
