/** Published APIs as consumers see them: search, detail, definition, tags. */
@NullMarked
package dev.tollgate.store.catalogue;

import org.jspecify.annotations.NullMarked;
