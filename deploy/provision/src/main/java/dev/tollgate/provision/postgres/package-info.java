/** A real PostgreSQL server from a Maven artefact, for data that lasts. */
@NullMarked
package dev.tollgate.provision.postgres;

import org.jspecify.annotations.NullMarked;
