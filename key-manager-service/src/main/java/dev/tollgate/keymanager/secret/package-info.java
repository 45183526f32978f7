/** Random keys, and the hashes that are kept of them. */
@NullMarked
package dev.tollgate.keymanager.secret;

import org.jspecify.annotations.NullMarked;
