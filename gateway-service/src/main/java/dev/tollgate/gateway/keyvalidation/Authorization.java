package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.gateway.error.GatewayError;

/** The answer to "may they?". */
public sealed interface Authorization {

    record Allowed(Caller caller) implements Authorization {}

    record Refused(GatewayError error) implements Authorization {}
}
