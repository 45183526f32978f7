/** Subscriptions to an API, as its provider sees them; changes go through the Store. */
@NullMarked
package dev.tollgate.publisher.subscription;

import org.jspecify.annotations.NullMarked;
