/** The OpenAPI document of the Publisher's own REST APIs. */
@NullMarked
package dev.tollgate.publisher.openapi;

import org.jspecify.annotations.NullMarked;
