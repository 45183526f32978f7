/** What consumers think of APIs, from 1 to 5. */
@NullMarked
package dev.tollgate.store.rating;

import org.jspecify.annotations.NullMarked;
