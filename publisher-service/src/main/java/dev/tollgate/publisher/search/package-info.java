/** One search over APIs and their documents. */
@NullMarked
package dev.tollgate.publisher.search;

import org.jspecify.annotations.NullMarked;
