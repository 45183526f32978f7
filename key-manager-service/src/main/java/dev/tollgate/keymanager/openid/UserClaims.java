package dev.tollgate.keymanager.openid;

import dev.tollgate.keymanager.token.AccessToken;
import dev.tollgate.keymanager.token.OpenIdScopes;
import dev.tollgate.keymanager.token.TokenInspector;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Anyone;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** OpenID Connect Core 1.0, section 5.3: what the token's scopes let the client know of the user. Errors as RFC 6750 says. */
@RestController
class UserClaims {

    private static final String BEARER = "bearer ";

    private final TokenInspector tokens;
    private final Users users;

    UserClaims(TokenInspector tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    @GetMapping(path = "/oauth2/userinfo", produces = MediaType.APPLICATION_JSON_VALUE)
    @Anyone
    ResponseEntity<Map<String, Object>> get(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization) {
        return answer(authorization);
    }

    @PostMapping(path = "/oauth2/userinfo", produces = MediaType.APPLICATION_JSON_VALUE)
    @Anyone
    ResponseEntity<Map<String, Object>> post(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization) {
        return answer(authorization);
    }

    private ResponseEntity<Map<String, Object>> answer(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return refused(HttpStatus.UNAUTHORIZED, null);
        }
        Optional<AccessToken> token =
                tokens.alive(authorization.substring(BEARER.length()).trim());
        if (token.isEmpty()) {
            return refused(HttpStatus.UNAUTHORIZED, "invalid_token");
        }
        String userName = token.get().userName();
        Optional<User> user = userName == null || !token.get().scopes().contains(OpenIdScopes.OPENID)
                ? Optional.empty()
                : users.byName(userName);
        return user.map(found ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(claims(found, token.get())))
                .orElseGet(() -> refused(HttpStatus.FORBIDDEN, "insufficient_scope"));
    }

    private static Map<String, Object> claims(User user, AccessToken token) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user.userName());
        if (token.scopes().contains(OpenIdScopes.PROFILE)) {
            claims.put("preferred_username", user.userName());
            put(claims, "name", (user.givenName() + " " + user.familyName()).trim());
            put(claims, "given_name", user.givenName());
            put(claims, "family_name", user.familyName());
        }
        if (token.scopes().contains(OpenIdScopes.EMAIL)) {
            put(claims, "email", user.email());
        }
        return claims;
    }

    private static void put(Map<String, Object> claims, String name, String value) {
        if (!value.isEmpty()) {
            claims.put(name, value);
        }
    }

    private static ResponseEntity<Map<String, Object>> refused(HttpStatus status, @Nullable String error) {
        String challenge = "Bearer realm=\"tollgate\"";
        if (error != null) {
            challenge += ", error=\"" + error + "\"";
        }
        if (status == HttpStatus.FORBIDDEN) {
            challenge += ", scope=\"" + OpenIdScopes.OPENID + "\"";
        }
        return ResponseEntity.status(status)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .cacheControl(CacheControl.noStore())
                .body(error == null ? Map.of() : Map.of("error", error));
    }
}
