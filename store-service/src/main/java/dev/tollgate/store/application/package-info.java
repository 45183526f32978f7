/** Applications: what a subscriber's keys and subscriptions belong to. */
@NullMarked
package dev.tollgate.store.application;

import org.jspecify.annotations.NullMarked;
