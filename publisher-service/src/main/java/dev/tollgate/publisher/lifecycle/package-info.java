/** States of an API and what leads from one to the next. */
@NullMarked
package dev.tollgate.publisher.lifecycle;

import org.jspecify.annotations.NullMarked;
