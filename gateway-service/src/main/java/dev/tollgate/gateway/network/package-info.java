/** Blocks of network addresses. */
@NullMarked
package dev.tollgate.gateway.network;

import org.jspecify.annotations.NullMarked;
