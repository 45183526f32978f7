/** The talk about APIs between consumers and providers. */
@NullMarked
package dev.tollgate.store.comment;

import org.jspecify.annotations.NullMarked;
