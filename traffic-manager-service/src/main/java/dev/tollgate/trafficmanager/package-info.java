/** The Traffic Manager: policies, the engine that enforces them, and the record of what was served. */
@NullMarked
package dev.tollgate.trafficmanager;

import org.jspecify.annotations.NullMarked;
