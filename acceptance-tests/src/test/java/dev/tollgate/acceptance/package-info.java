/** Acceptance cases: black box, over public addresses, on any running installation. */
@NullMarked
package dev.tollgate.acceptance;

import org.jspecify.annotations.NullMarked;
