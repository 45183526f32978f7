/** Deny conditions: calls that no gateway lets through. */
@NullMarked
package dev.tollgate.trafficmanager.deny;

import org.jspecify.annotations.NullMarked;
