/** The people of the cases and what they do: an administrator, alice the publisher, bob and carol the subscribers. */
@NullMarked
package dev.tollgate.acceptance.people;

import org.jspecify.annotations.NullMarked;
