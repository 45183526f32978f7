@NullMarked
package dev.tollgate.provision.redis;

import org.jspecify.annotations.NullMarked;
