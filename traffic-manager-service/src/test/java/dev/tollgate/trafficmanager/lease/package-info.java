@NullMarked
package dev.tollgate.trafficmanager.lease;

import org.jspecify.annotations.NullMarked;
