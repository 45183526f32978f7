package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.Subscription;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as it is known: with a key, an application subscribed to the API; without one, anybody.
 *
 * @param userName the user on whose behalf, null where an application acts for itself
 */
public record Caller(
        @Nullable String userName,
        @Nullable Application application,
        @Nullable Subscription subscription,
        boolean sandbox,
        Set<String> scopes) {

    /** For operations that need no key. */
    public static final Caller ANYBODY = new Caller(null, null, null, false, Set.of());
}
