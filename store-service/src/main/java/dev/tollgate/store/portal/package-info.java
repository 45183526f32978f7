/** The Store's web portal: pages over the same use cases as the REST API. Each works as plain GET and POST; htmx only enhances. */
@NullMarked
package dev.tollgate.store.portal;

import org.jspecify.annotations.NullMarked;
