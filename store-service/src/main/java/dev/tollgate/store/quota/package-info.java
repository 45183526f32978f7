/** What remains of each level's quota. */
@NullMarked
package dev.tollgate.store.quota;

import org.jspecify.annotations.NullMarked;
