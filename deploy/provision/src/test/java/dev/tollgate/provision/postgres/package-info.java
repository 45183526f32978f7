@NullMarked
package dev.tollgate.provision.postgres;

import org.jspecify.annotations.NullMarked;
