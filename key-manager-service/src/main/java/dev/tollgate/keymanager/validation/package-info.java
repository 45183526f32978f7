/** The contract KeyValidation: who is this? */
@NullMarked
package dev.tollgate.keymanager.validation;

import org.jspecify.annotations.NullMarked;
