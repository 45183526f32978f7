/** Where a path leads: canonical paths, the trie of contexts and versions, the trie of an API's path templates. Knows no HTTP. */
@NullMarked
package dev.tollgate.gateway.routing;

import org.jspecify.annotations.NullMarked;
