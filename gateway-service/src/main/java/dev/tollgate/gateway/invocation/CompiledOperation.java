package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.AuthType;
import dev.tollgate.gateway.keyvalidation.Requirement;
import dev.tollgate.gateway.throttle.ThrottlePoint;

/** One verb of one path template. */
record CompiledOperation(String verb, String target, Requirement requirement, ThrottlePoint throttlePoint) {

    boolean open() {
        return requirement.authType() == AuthType.AUTH_TYPE_NONE;
    }
}
