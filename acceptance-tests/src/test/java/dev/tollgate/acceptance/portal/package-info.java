/** The web portals as people use them: a real browser, by mouse and by keyboard, light and dark, wide and narrow. */
@NullMarked
package dev.tollgate.acceptance.portal;

import org.jspecify.annotations.NullMarked;
