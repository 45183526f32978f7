/** What the portal asks first. */
@NullMarked
package dev.tollgate.publisher.setting;

import org.jspecify.annotations.NullMarked;
