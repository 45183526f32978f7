/** Subscriptions: application, API, tier. */
@NullMarked
package dev.tollgate.store.subscription;

import org.jspecify.annotations.NullMarked;
