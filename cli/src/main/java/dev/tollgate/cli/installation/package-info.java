/** Where a running installation is, and who may administer it. */
@NullMarked
package dev.tollgate.cli.installation;

import org.jspecify.annotations.NullMarked;
