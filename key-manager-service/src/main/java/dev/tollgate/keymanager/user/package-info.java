/** Users and roles: accounts, passwords, SCIM. */
@NullMarked
package dev.tollgate.keymanager.user;

import org.jspecify.annotations.NullMarked;
