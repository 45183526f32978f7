@NullMarked
package dev.tollgate.store.portal.session;

import org.jspecify.annotations.NullMarked;
