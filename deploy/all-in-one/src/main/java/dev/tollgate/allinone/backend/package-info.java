/** The sample backend of the demo. */
@NullMarked
package dev.tollgate.allinone.backend;

import org.jspecify.annotations.NullMarked;
