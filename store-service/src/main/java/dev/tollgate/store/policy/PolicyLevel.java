package dev.tollgate.store.policy;

/** The levels whose policies consumers choose. */
public enum PolicyLevel {
    APPLICATION,
    SUBSCRIPTION
}
