/** The feeds: what this node was told, applied whole, acknowledged, and kept on disk. */
@NullMarked
package dev.tollgate.gateway.deployment;

import org.jspecify.annotations.NullMarked;
