/** What ended before its time, told to gateways. */
@NullMarked
package dev.tollgate.keymanager.revocation;

import org.jspecify.annotations.NullMarked;
