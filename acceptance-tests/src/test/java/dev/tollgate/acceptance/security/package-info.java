/** A cases: what attackers try. */
@NullMarked
package dev.tollgate.acceptance.security;

import org.jspecify.annotations.NullMarked;
