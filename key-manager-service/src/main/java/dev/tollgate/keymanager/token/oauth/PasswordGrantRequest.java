package dev.tollgate.keymanager.token.oauth;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;

/** RFC 6749, section 4.3.2. */
final class PasswordGrantRequest extends OAuth2AuthorizationGrantAuthenticationToken {

    static final AuthorizationGrantType GRANT_TYPE = new AuthorizationGrantType("password");
    private static final long serialVersionUID = 1L;

    private final String userName;
    private final transient String password;
    private final transient Set<String> scopes;

    PasswordGrantRequest(Authentication client, String userName, String password, Set<String> scopes) {
        super(GRANT_TYPE, client, Map.of());
        this.userName = userName;
        this.password = password;
        this.scopes = scopes;
    }

    String userName() {
        return userName;
    }

    String password() {
        return password;
    }

    Set<String> scopes() {
        return scopes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof PasswordGrantRequest that
                && userName.equals(that.userName)
                && password.equals(that.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), userName);
    }
}
