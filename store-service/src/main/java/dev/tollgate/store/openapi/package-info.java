/** The document of the REST API, made from the routes. */
@NullMarked
package dev.tollgate.store.openapi;

import org.jspecify.annotations.NullMarked;
