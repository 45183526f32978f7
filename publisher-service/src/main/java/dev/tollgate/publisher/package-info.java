/** The Publisher: everything a provider does with an API, and the feed that brings it to gateways. */
@NullMarked
package dev.tollgate.publisher;

import org.jspecify.annotations.NullMarked;
