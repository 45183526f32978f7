/** What OpenID Connect adds for clients that ask for the scope openid: who the user is, and signing out. */
@NullMarked
package dev.tollgate.keymanager.openid;

import org.jspecify.annotations.NullMarked;
