/** Benchmarks of the whole, each one command: {@code benchmarks/run start|memory|throughput}. */
@NullMarked
package dev.tollgate.benchmarks;

import org.jspecify.annotations.NullMarked;
