package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.deployment.AuthType;
import java.util.Set;

/**
 * What an operation asks of its callers.
 *
 * @param scopes any one of them is enough; none: no scope is needed
 */
public record Requirement(String apiId, AuthType authType, Set<String> scopes) {

    public Requirement {
        scopes = Set.copyOf(scopes);
    }
}
