package dev.tollgate.trafficmanager.policy;

/** How gateways get their permits. */
public enum EngineMode {
    /** Ahead of demand where that can strand nobody, exact at the end. */
    LEASED,
    /** One decision for the calls that wait, never ahead. */
    EXACT
}
