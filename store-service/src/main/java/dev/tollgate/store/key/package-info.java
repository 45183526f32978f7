/** Consumer keys, tokens and API keys of applications; the Key Manager makes and keeps them. */
@NullMarked
package dev.tollgate.store.key;

import org.jspecify.annotations.NullMarked;
