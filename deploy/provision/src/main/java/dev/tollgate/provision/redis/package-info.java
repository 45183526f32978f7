/** A real Redis server from a Maven artefact, for data that lasts. */
@NullMarked
package dev.tollgate.provision.redis;

import org.jspecify.annotations.NullMarked;
