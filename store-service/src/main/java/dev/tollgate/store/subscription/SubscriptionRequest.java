package dev.tollgate.store.subscription;

import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Body of POST and PUT: devportal's Subscription without its read-only fields. */
public record SubscriptionRequest(
        @Nullable String applicationId,
        @Nullable String apiId,
        @Nullable String throttlingPolicy,
        @Nullable String requestedThrottlingPolicy,
        @Nullable String status) {

    String application() {
        return Field.required("applicationId", applicationId, 100);
    }

    UUID api() {
        return ResourceId.parse(Field.required("apiId", apiId, 100)).orElseThrow(() -> ResourceId.absent("API"));
    }

    String tier() {
        return Field.required("throttlingPolicy", throttlingPolicy, 256);
    }

    /** WSO2's clients send the tier they have beside the one they want. */
    String wantedTier() {
        return requestedThrottlingPolicy == null || requestedThrottlingPolicy.isBlank()
                ? tier()
                : Field.required("requestedThrottlingPolicy", requestedThrottlingPolicy, 256);
    }
}
