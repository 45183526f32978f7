/** Users let clients act in their name: the authorization endpoint, consent, and the platform's own clients. */
@NullMarked
package dev.tollgate.keymanager.authorization;

import org.jspecify.annotations.NullMarked;
