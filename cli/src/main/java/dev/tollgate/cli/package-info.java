/** The {@code tollgate} command: its entry point and the rule for failures. */
@NullMarked
package dev.tollgate.cli;

import org.jspecify.annotations.NullMarked;
