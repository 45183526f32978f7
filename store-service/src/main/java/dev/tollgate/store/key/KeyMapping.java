package dev.tollgate.store.key;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which consumer key an application has for a key type. Its id is the idempotency key of the request that makes the client.
 *
 * @param consumerKey absent until the Key Manager has answered
 */
public record KeyMapping(
        UUID id,
        UUID applicationId,
        KeyType keyType,
        State state,
        @Nullable String consumerKey) {

    /** CREATING: the Key Manager was asked, and nobody knows yet whether it has done it. */
    public enum State {
        CREATING,
        APPROVED,
        DELETING
    }
}
