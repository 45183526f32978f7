/** The Store as tests run it: real PostgreSQL, real contracts, a small Key Manager and Traffic Manager beside it. */
@NullMarked
package dev.tollgate.store.testing;

import org.jspecify.annotations.NullMarked;
