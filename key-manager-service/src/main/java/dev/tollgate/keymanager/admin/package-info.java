/** The administrator's REST API over what the Key Manager owns: scopes and their roles. */
@NullMarked
package dev.tollgate.keymanager.admin;

import org.jspecify.annotations.NullMarked;
