package dev.tollgate.trafficmanager.policy;

/** What a limit counts. */
public enum QuotaUnit {
    CALLS,
    /** Of the bodies of requests and of their answers, counted when a call is over. */
    BYTES
}
