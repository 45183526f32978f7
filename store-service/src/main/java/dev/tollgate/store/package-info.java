/** The Store: what consumers of APIs see and own. */
@NullMarked
package dev.tollgate.store;

import org.jspecify.annotations.NullMarked;
