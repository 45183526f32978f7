/** Two pools a service, and the views of others that it waits for. */
@NullMarked
package dev.tollgate.platform.database;

import org.jspecify.annotations.NullMarked;
