/** The tiers and application policies on offer, read from the Traffic Manager's view. */
@NullMarked
package dev.tollgate.store.policy;

import org.jspecify.annotations.NullMarked;
