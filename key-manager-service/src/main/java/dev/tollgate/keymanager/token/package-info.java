/** Access and refresh tokens: issue, rotate, inspect, revoke. */
@NullMarked
package dev.tollgate.keymanager.token;

import org.jspecify.annotations.NullMarked;
