@NullMarked
package dev.tollgate.architecture;

import org.jspecify.annotations.NullMarked;
