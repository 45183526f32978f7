/** Providers' services: connections, choice among several, fail-over, and which networks they may stand in. */
@NullMarked
package dev.tollgate.gateway.backend;

import org.jspecify.annotations.NullMarked;
