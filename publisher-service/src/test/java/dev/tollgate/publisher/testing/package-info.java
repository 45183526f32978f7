/** A Publisher on a real PostgreSQL, with gateways that only keep what they are told. */
@NullMarked
package dev.tollgate.publisher.testing;

import org.jspecify.annotations.NullMarked;
