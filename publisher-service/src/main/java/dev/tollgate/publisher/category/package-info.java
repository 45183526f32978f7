/** Categories that administrators offer and providers put APIs into. */
@NullMarked
package dev.tollgate.publisher.category;

import org.jspecify.annotations.NullMarked;
