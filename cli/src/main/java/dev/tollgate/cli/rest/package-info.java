/** Requests that can be sent and shown as curl lines. */
@NullMarked
package dev.tollgate.cli.rest;

import org.jspecify.annotations.NullMarked;
