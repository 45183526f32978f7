/** What the launcher does on request: run, stop, say how things are, look for what is wrong. */
@NullMarked
package dev.tollgate.allinone.operation;

import org.jspecify.annotations.NullMarked;
