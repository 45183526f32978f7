/** Who looks at the portal's pages: sessions, signing in at the Key Manager, forms that are our own. */
@NullMarked
package dev.tollgate.store.portal.session;

import org.jspecify.annotations.NullMarked;
