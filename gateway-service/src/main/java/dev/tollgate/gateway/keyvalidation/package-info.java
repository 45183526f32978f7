/** Who calls, and may they: tokens and API keys, and the join of consumer key, application and subscription. */
@NullMarked
package dev.tollgate.gateway.keyvalidation;

import org.jspecify.annotations.NullMarked;
