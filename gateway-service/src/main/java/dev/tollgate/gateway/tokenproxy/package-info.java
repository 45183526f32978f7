/** Token requests, passed on to the Key Manager by Spring Cloud Gateway. */
@NullMarked
package dev.tollgate.gateway.tokenproxy;

import org.jspecify.annotations.NullMarked;
