/** Starting, finding and stopping a real server's process. */
@NullMarked
package dev.tollgate.provision.server;

import org.jspecify.annotations.NullMarked;
