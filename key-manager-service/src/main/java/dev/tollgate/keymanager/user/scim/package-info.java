/** SCIM 2.0 (RFC 7643, 7644) and self-registration. */
@NullMarked
package dev.tollgate.keymanager.user.scim;

import org.jspecify.annotations.NullMarked;
