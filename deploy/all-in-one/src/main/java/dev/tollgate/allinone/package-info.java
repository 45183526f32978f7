/** Pattern 1: everything on one machine, from one command. */
@NullMarked
package dev.tollgate.allinone;

import org.jspecify.annotations.NullMarked;
