/** Gateway environments, and the nodes in each. */
@NullMarked
package dev.tollgate.publisher.environment;

import org.jspecify.annotations.NullMarked;
