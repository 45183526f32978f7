/** Usage as gateways report it, counted once. */
@NullMarked
package dev.tollgate.trafficmanager.usage;

import org.jspecify.annotations.NullMarked;
