/** Why this gateway refuses calls. */
@NullMarked
package dev.tollgate.gateway.error;

import org.jspecify.annotations.NullMarked;
