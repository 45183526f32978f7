package dev.tollgate.trafficmanager.policy;

import java.util.Locale;

/** What a policy limits. */
public enum PolicyLevel {
    /** All calls of one application. */
    APPLICATION,
    /** All calls of one application to one API: the tier of a subscription. */
    SUBSCRIPTION,
    /** All calls to one API, or to one of its operations. */
    ADVANCED,
    /** All calls that meet a rule's condition and have the same key. */
    CUSTOM;

    /** As in addresses and in the keys of the feed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
