/** The OpenAPI document of this service. */
@NullMarked
package dev.tollgate.keymanager.openapi;

import org.jspecify.annotations.NullMarked;
