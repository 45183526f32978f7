/** What a subscriber does with the own account. */
@NullMarked
package dev.tollgate.store.account;

import org.jspecify.annotations.NullMarked;
