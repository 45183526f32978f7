package dev.tollgate.store.request;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.Optional;
import java.util.UUID;

/** Ids in paths and bodies: what is not a UUID is as absent as a UUID that nobody has. */
public final class ResourceId {

    private static final int LENGTH = 36;

    private ResourceId() {}

    public static Optional<UUID> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** Nothing of this kind, or not for this caller: both get the same answer. */
    public static RefusedException absent(String kind) {
        return new RefusedException(CommonError.NOT_FOUND, "There is no such " + kind + ".");
    }
}
