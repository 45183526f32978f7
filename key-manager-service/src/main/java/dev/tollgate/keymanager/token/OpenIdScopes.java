package dev.tollgate.keymanager.token;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The scopes of OpenID Connect, which every user may grant. A name that some API binds to roles is that API's, and no longer free. */
@Component
public class OpenIdScopes {

    public static final String OPENID = "openid";
    public static final String PROFILE = "profile";
    public static final String EMAIL = "email";

    private static final Set<String> NAMES = Set.of(OPENID, PROFILE, EMAIL);

    private final ApiScopes apiScopes;

    OpenIdScopes(ApiScopes apiScopes) {
        this.apiScopes = apiScopes;
    }

    Set<String> granted(Collection<String> requested) {
        Set<String> granted = new HashSet<>(requested);
        granted.retainAll(NAMES);
        granted.removeAll(apiScopes.bound(granted));
        return granted;
    }
}
