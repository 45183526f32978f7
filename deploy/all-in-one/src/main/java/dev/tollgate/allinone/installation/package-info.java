/** What belongs to one installation: its data directory, ports, secrets and the answer of {@code up}. */
@NullMarked
package dev.tollgate.allinone.installation;

import org.jspecify.annotations.NullMarked;
