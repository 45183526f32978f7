/** How an API was called. */
@NullMarked
package dev.tollgate.publisher.usage;

import org.jspecify.annotations.NullMarked;
