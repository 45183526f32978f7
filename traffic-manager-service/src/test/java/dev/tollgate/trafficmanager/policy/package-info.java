@NullMarked
package dev.tollgate.trafficmanager.policy;

import org.jspecify.annotations.NullMarked;
