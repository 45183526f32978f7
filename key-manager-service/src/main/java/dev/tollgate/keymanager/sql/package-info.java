/** How this service's values look in PostgreSQL. */
@NullMarked
package dev.tollgate.keymanager.sql;

import org.jspecify.annotations.NullMarked;
