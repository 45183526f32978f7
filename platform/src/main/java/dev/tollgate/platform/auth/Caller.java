package dev.tollgate.platform.auth;

import java.util.Set;

/**
 * Who calls.
 *
 * @param userName empty for nobody, and for a client's own token
 * @param roles of the user
 * @param scopes of the token, or all that the user's roles give
 * @param consumerKey of the token's client, empty for Basic
 */
public record Caller(String userName, Set<String> roles, Set<String> scopes, String consumerKey) {

    public static final Caller NOBODY = new Caller("", Set.of(), Set.of(), "");

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** No credential came with the request. */
    public boolean anonymous() {
        return userName.isEmpty() && consumerKey.isEmpty();
    }

    public boolean hasScope(String scope) {
        return scopes.contains(scope);
    }
}
