/** Roles and schemas of the one database that the services share. */
@NullMarked
package dev.tollgate.provision.database;

import org.jspecify.annotations.NullMarked;
