/** OAuth clients and their secrets. */
@NullMarked
package dev.tollgate.keymanager.client;

import org.jspecify.annotations.NullMarked;
