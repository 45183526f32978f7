@NullMarked
package dev.tollgate.store.portal;

import org.jspecify.annotations.NullMarked;
