package dev.tollgate.publisher.revision;

import java.time.Instant;
import java.util.UUID;

/**
 * An immutable snapshot of an API.
 *
 * @param number from 1, never used twice within an API
 */
public record ApiRevision(UUID id, UUID apiId, int number, String description, Instant createdAt, String createdBy) {

    public String displayName() {
        return "Revision " + number;
    }
}
