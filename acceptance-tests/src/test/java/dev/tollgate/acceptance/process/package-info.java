/** Processes: killed in the middle, started alone. */
@NullMarked
package dev.tollgate.acceptance.process;

import org.jspecify.annotations.NullMarked;
