/** Who calls a REST API, and what that caller may do. */
@NullMarked
package dev.tollgate.platform.auth;

import org.jspecify.annotations.NullMarked;
