/** What consumers say about APIs, and the provider's answers; the Store keeps both. */
@NullMarked
package dev.tollgate.publisher.feedback;

import org.jspecify.annotations.NullMarked;
