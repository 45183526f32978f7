/** J cases: what people come for. */
@NullMarked
package dev.tollgate.acceptance.journeys;

import org.jspecify.annotations.NullMarked;
