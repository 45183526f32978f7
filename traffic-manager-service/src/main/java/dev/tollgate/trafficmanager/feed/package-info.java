/** Policies and deny conditions on their way to the gateways. */
@NullMarked
package dev.tollgate.trafficmanager.feed;

import org.jspecify.annotations.NullMarked;
