/** The API as its provider works on it: create, read, update, delete, copy, find. */
@NullMarked
package dev.tollgate.publisher.api;

import org.jspecify.annotations.NullMarked;
