package dev.tollgate.gateway.invocation;

/** An API under one path prefix: {@code /context/version}, or {@code /context} for a default version. */
record Mount(CompiledApi api, int prefixLength) {}
