/** How the internal contracts answer. */
@NullMarked
package dev.tollgate.keymanager.internal;

import org.jspecify.annotations.NullMarked;
