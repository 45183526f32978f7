/** Contracts between the services: error codes here, gRPC messages in the packages below. Nothing with behaviour. */
@NullMarked
package dev.tollgate.contract;

import org.jspecify.annotations.NullMarked;
