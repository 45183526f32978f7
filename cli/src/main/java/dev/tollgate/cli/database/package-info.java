/** {@code tollgate db}: roles and schemas of a database that exists. */
@NullMarked
package dev.tollgate.cli.database;

import org.jspecify.annotations.NullMarked;
