package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.signin.CallerVerdict.Known;
import dev.tollgate.keymanager.signin.CallerVerdict.SlowDown;
import dev.tollgate.keymanager.signin.CallerVerdict.Unknown;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.CallerResolver;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Who calls the Key Manager: on the resources that users face by the session first, and where that is absent or has ended by the
 * Authorization header; elsewhere by the header alone.
 */
@Component
class LocalCallers implements CallerResolver {

    private static final List<String> USER_FACING =
            List.of("/scim2/Me", "/api/identity/", "/client-registration/", "/oauth2/authorize");

    private final Sessions sessions;
    private final SameOrigin sameOrigin;
    private final CredentialCheck credentials;

    LocalCallers(Sessions sessions, SameOrigin sameOrigin, CredentialCheck credentials) {
        this.sessions = sessions;
        this.sameOrigin = sameOrigin;
        this.credentials = credentials;
    }

    @Override
    public Caller resolve(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<User> signedIn = userFacing(request) ? sessions.user(request) : Optional.empty();
        if (signedIn.isPresent()) {
            if (SameOrigin.safe(request) || sameOrigin.proven(request)) {
                return credentials.signedIn(signedIn.get());
            }
            if (authorization == null) {
                throw new RefusedException(
                        CommonError.FORBIDDEN, "A change by session has to come from one of our own pages.");
            }
        }
        if (authorization == null || authorization.isBlank()) {
            return Caller.NOBODY;
        }
        return switch (verdict(authorization, request.getRemoteAddr())) {
            case Known known -> known.caller();
            case Unknown unknown ->
                throw new RefusedException(CommonError.UNAUTHORIZED, "The credential is not valid or no longer valid.");
            case SlowDown slowDown ->
                throw new RefusedException(
                        CommonError.TOO_MANY_REQUESTS, "Too many wrong passwords. Wait and try again.");
        };
    }

    private CallerVerdict verdict(String authorization, String address) {
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String value = authorization.substring(space + 1).trim();
        if (scheme.equals("bearer")) {
            return credentials.bearer(value);
        }
        String pair = scheme.equals("basic") ? decoded(value) : null;
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 1) {
            throw new RefusedException(
                    CommonError.UNAUTHORIZED,
                    "Authorization is Bearer with a token, or Basic with the Base64 of user name, colon and password.");
        }
        return credentials.basic(pair.substring(0, colon), pair.substring(colon + 1), address);
    }

    private static @Nullable String decoded(String value) {
        try {
            return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static boolean userFacing(HttpServletRequest request) {
        return USER_FACING.stream().anyMatch(request.getRequestURI()::startsWith);
    }
}
