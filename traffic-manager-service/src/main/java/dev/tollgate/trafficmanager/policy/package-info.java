/** Throttling policies: how many calls a period, how they are counted, and who keeps them. */
@NullMarked
package dev.tollgate.trafficmanager.policy;

import org.jspecify.annotations.NullMarked;
