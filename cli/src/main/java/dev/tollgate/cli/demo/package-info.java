/** {@code tollgate demo}: publish, subscribe, token, invoke, 429, each step as a curl line. */
@NullMarked
package dev.tollgate.cli.demo;

import org.jspecify.annotations.NullMarked;
