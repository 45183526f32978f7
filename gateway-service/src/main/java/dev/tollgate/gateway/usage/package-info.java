/** What was served, counted by minute and delivered once. */
@NullMarked
package dev.tollgate.gateway.usage;

import org.jspecify.annotations.NullMarked;
