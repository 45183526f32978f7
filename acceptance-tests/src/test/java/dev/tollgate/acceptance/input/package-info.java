/** Bad input at the management APIs: refused with the error body, nothing stored. */
@NullMarked
package dev.tollgate.acceptance.input;

import org.jspecify.annotations.NullMarked;
