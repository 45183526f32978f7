package dev.tollgate.store.subscription;

import dev.tollgate.store.application.ApplicationItem;
import dev.tollgate.store.catalogue.ApiItem;
import org.jspecify.annotations.Nullable;

/** JSON of a subscription: devportal's Subscription. An API that is gone leaves only its id. */
record SubscriptionView(
        String subscriptionId,
        String applicationId,
        String apiId,
        @Nullable ApiItem apiInfo,
        @Nullable ApplicationItem applicationInfo,
        String throttlingPolicy,
        @Nullable String requestedThrottlingPolicy,
        String status,
        String createdTime) {

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
                Long.toString(subscription.createdAt().toEpochMilli()));
    }
}
