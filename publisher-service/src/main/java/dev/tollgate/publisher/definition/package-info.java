/** OpenAPI documents: read within limits, checked, and kept equal to the API's operations. */
@NullMarked
package dev.tollgate.publisher.definition;

import org.jspecify.annotations.NullMarked;
