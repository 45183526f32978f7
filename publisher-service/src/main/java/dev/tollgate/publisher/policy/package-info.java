/** Throttling policies that the Traffic Manager offers. */
@NullMarked
package dev.tollgate.publisher.policy;

import org.jspecify.annotations.NullMarked;
