/** Settings of the Store and the key managers it offers. */
@NullMarked
package dev.tollgate.store.settings;

import org.jspecify.annotations.NullMarked;
