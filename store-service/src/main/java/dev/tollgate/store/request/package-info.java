/** What every resource's requests have in common: ids and entity tags. */
@NullMarked
package dev.tollgate.store.request;

import org.jspecify.annotations.NullMarked;
