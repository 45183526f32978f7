package dev.tollgate.publisher.subscription;

/** WSO2's Subscription, as publishers see it. */
record SubscriptionView(
        String subscriptionId, ApplicationView applicationInfo, String throttlingPolicy, String subscriptionStatus) {

    record ApplicationView(
            String applicationId, String name, String subscriber, String description, int subscriptionCount) {}
}
