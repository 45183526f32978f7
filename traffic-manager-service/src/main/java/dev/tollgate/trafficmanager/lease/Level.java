package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.policy.Limit;

/**
 * One counter of the engine.
 *
 * @param key whose calls are counted, for example {@code application:<id>}; unique over all levels
 * @param limit how many, and how they are counted
 */
record Level(String key, Limit limit) {}
