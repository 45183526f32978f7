package dev.tollgate.trafficmanager.policy;

/** What gateways do while no Traffic Manager can decide. */
public enum OutageBehaviour {
    LOCAL,
    OPEN,
    CLOSED
}
