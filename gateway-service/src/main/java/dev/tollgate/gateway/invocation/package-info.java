/** The pipeline every call runs through: ROUTE, AUTHENTICATE, AUTHORIZE, THROTTLE, FORWARD, REPORT. */
@NullMarked
package dev.tollgate.gateway.invocation;

import org.jspecify.annotations.NullMarked;
