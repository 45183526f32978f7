/** Requests that wait for an approver: which do, which are open, and what was decided. */
@NullMarked
package dev.tollgate.store.workflow;

import org.jspecify.annotations.NullMarked;
