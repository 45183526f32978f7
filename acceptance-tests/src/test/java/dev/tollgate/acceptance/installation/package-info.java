/** The installation under test: one that runs already, or one that is started for the run. */
@NullMarked
package dev.tollgate.acceptance.installation;

import org.jspecify.annotations.NullMarked;
