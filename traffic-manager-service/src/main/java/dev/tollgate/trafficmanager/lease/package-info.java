/** The lease engine: permits debited in Redis before gateways spend them, over all levels of a call at once. */
@NullMarked
package dev.tollgate.trafficmanager.lease;

import org.jspecify.annotations.NullMarked;
