package dev.tollgate.store.application;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What other features hold of an application and its representation shows. */
public final class ApplicationParts {

    private ApplicationParts() {}

    /** Counts subscriptions; an application without any may be absent from the answer. */
    @FunctionalInterface
    public interface SubscriptionCounts {
        Map<UUID, Long> of(Collection<UUID> applicationIds);
    }

    /** Lists keys, each as its JSON. */
    @FunctionalInterface
    public interface KeyListing {
        List<?> of(UUID applicationId);
    }
}
