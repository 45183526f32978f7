/** The image of an API. */
@NullMarked
package dev.tollgate.publisher.thumbnail;

import org.jspecify.annotations.NullMarked;
