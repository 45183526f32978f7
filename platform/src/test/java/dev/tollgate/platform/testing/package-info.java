/** Real servers for tests: one PostgreSQL a test JVM, with Tollgate's roles and schemas, and certificates for every peer. */
@NullMarked
package dev.tollgate.platform.testing;

import org.jspecify.annotations.NullMarked;
