/** The OAuth 2.0 endpoints, on Spring Security's authorization server. */
@NullMarked
package dev.tollgate.keymanager.token.oauth;

import org.jspecify.annotations.NullMarked;
