/** Usage of one's own applications. */
@NullMarked
package dev.tollgate.store.usage;

import org.jspecify.annotations.NullMarked;
