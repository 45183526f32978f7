/** The API gateway: a node that needs no database and keeps serving while the services behind it are away. */
@NullMarked
package dev.tollgate.gateway;

import org.jspecify.annotations.NullMarked;
