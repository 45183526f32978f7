/** Where an API's calls go: the endpointConfig of the REST contract, and the networks that are allowed. */
@NullMarked
package dev.tollgate.publisher.backend;

import org.jspecify.annotations.NullMarked;
