/** Requests and answers, well-formed by a client and raw by a socket. */
@NullMarked
package dev.tollgate.acceptance.http;

import org.jspecify.annotations.NullMarked;
