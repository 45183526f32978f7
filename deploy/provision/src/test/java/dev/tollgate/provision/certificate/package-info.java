@NullMarked
package dev.tollgate.provision.certificate;

import org.jspecify.annotations.NullMarked;
