/** What consumers may find: one entry for each API in a visible state. */
@NullMarked
package dev.tollgate.publisher.registry;

import org.jspecify.annotations.NullMarked;
