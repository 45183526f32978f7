package dev.tollgate.store.subscription;

/** Only UNBLOCKED, PROD_ONLY_BLOCKED (for sandbox keys) and TIER_UPDATE_PENDING (on the old tier) admit calls. */
public enum SubscriptionStatus {
    UNBLOCKED,
    BLOCKED,
    PROD_ONLY_BLOCKED,
    ON_HOLD,
    REJECTED,
    TIER_UPDATE_PENDING,
    DELETE_PENDING
}
