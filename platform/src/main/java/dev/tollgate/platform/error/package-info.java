/** Refusals and faults, rendered in one way by every service. */
@NullMarked
package dev.tollgate.platform.error;

import org.jspecify.annotations.NullMarked;
