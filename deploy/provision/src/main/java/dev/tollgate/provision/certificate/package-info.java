/** The local certificate authority and the certificates that it issues. */
@NullMarked
package dev.tollgate.provision.certificate;

import org.jspecify.annotations.NullMarked;
