package dev.tollgate.store.subscription;

import dev.tollgate.store.application.ApplicationItem;
import dev.tollgate.store.catalogue.ApiItem;
import org.jspecify.annotations.Nullable;

/**
 * JSON of a subscription: devportal's Subscription. An API that is gone leaves only its id.
 *
 * @param reason what the approver said last
 * @param workflowStatus CREATED while an approver has to decide, as in devportal's WorkflowResponse; otherwise absent
 * @param jsonPayload beside it, for clients that read a WorkflowResponse
 */
record SubscriptionView(
        String subscriptionId,
        String applicationId,
        String apiId,
        @Nullable ApiItem apiInfo,
        @Nullable ApplicationItem applicationInfo,
        String throttlingPolicy,
        @Nullable String requestedThrottlingPolicy,
        String status,
        String createdTime,
        @Nullable String reason,
        @Nullable String workflowStatus,
        @Nullable String jsonPayload) {

    static SubscriptionView of(
            Subscription subscription, @Nullable ApiItem api, @Nullable ApplicationItem application) {
        return new SubscriptionView(
                subscription.id().toString(),
                subscription.applicationId().toString(),
                subscription.apiId().toString(),
                api,
                application,
                subscription.throttlingPolicy(),
                subscription.requestedThrottlingPolicy(),
                subscription.state().name(),
                Long.toString(subscription.createdAt().toEpochMilli()),
                subscription.reason(),
                subscription.waiting() ? "CREATED" : null,
                subscription.waiting() ? "{}" : null);
    }
}
