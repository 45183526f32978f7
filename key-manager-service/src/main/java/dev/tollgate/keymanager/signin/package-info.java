/** Who calls: session, Basic or Bearer; the sign-in page; the contract Credentials. */
@NullMarked
package dev.tollgate.keymanager.signin;

import org.jspecify.annotations.NullMarked;
