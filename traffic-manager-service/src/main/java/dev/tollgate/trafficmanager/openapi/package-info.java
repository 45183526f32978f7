/** The document of the REST API, made from the routes. */
@NullMarked
package dev.tollgate.trafficmanager.openapi;

import org.jspecify.annotations.NullMarked;
