/** The key feed's server. */
@NullMarked
package dev.tollgate.keymanager.feed;

import org.jspecify.annotations.NullMarked;
