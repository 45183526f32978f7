/** What holds while things change or fail. */
@NullMarked
package dev.tollgate.acceptance.reliability;

import org.jspecify.annotations.NullMarked;
