/** {@code tollgate certs}: a local authority and the services' certificates. */
@NullMarked
package dev.tollgate.cli.certificate;

import org.jspecify.annotations.NullMarked;
