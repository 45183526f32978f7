/** WSO2's list envelope. */
@NullMarked
package dev.tollgate.platform.paging;

import org.jspecify.annotations.NullMarked;
