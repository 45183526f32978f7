/** The external load balancer of pattern 1: one address for portals, REST APIs and OAuth, which it passes on to their services. */
@NullMarked
package dev.tollgate.front;

import org.jspecify.annotations.NullMarked;
