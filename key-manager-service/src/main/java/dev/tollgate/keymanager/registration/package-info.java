/** How clients come to be: dynamic registration, and the contract Clients. */
@NullMarked
package dev.tollgate.keymanager.registration;

import org.jspecify.annotations.NullMarked;
