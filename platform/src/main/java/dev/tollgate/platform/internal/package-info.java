/** gRPC over mutual TLS between named peers. */
@NullMarked
package dev.tollgate.platform.internal;

import org.jspecify.annotations.NullMarked;
