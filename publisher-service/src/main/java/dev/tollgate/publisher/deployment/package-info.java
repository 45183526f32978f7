/** Revisions on gateway environments: deploy, undeploy, the feed, and the receipt of who serves what. */
@NullMarked
package dev.tollgate.publisher.deployment;

import org.jspecify.annotations.NullMarked;
