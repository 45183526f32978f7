/** The provider's backend: it answers what it received and keeps the raw bytes. */
@NullMarked
package dev.tollgate.acceptance.backend;

import org.jspecify.annotations.NullMarked;
