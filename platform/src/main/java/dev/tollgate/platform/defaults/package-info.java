/** Configuration that is the same for every service. */
@NullMarked
package dev.tollgate.platform.defaults;

import org.jspecify.annotations.NullMarked;
