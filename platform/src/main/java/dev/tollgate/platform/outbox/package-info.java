/** Events written in the transaction that changes the data. */
@NullMarked
package dev.tollgate.platform.outbox;

import org.jspecify.annotations.NullMarked;
