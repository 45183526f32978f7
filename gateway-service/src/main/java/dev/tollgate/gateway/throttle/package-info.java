/** Permits leased from the Traffic Manager and spent here. */
@NullMarked
package dev.tollgate.gateway.throttle;

import org.jspecify.annotations.NullMarked;
