/** API keys of applications. */
@NullMarked
package dev.tollgate.keymanager.apikey;

import org.jspecify.annotations.NullMarked;
