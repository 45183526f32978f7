/** Immutable numbered snapshots of an API: the only thing that is deployed. */
@NullMarked
package dev.tollgate.publisher.revision;

import org.jspecify.annotations.NullMarked;
