/** Whole APIs as archives that another installation takes. */
@NullMarked
package dev.tollgate.publisher.archive;

import org.jspecify.annotations.NullMarked;
