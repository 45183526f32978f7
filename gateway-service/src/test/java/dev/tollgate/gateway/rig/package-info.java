/** A real gateway between services that speak the real contracts and a backend that shows the bytes it got. */
@NullMarked
package dev.tollgate.gateway.rig;

import org.jspecify.annotations.NullMarked;
