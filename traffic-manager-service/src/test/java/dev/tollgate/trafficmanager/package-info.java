@NullMarked
package dev.tollgate.trafficmanager;

import org.jspecify.annotations.NullMarked;
