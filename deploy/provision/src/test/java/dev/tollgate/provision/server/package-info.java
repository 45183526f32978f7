@NullMarked
package dev.tollgate.provision.server;

import org.jspecify.annotations.NullMarked;
