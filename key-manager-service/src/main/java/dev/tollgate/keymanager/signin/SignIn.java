package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.user.PasswordCheck;
import dev.tollgate.keymanager.user.PasswordVerdict.Accepted;
import dev.tollgate.keymanager.user.PasswordVerdict.Refused;
import dev.tollgate.keymanager.user.PasswordVerdict.SlowDown;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out by session. */
@RestController
class SignIn {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final String START = "/login";

    private final PasswordCheck passwords;
    private final Sessions sessions;
    private final SameOrigin sameOrigin;

    SignIn(PasswordCheck passwords, Sessions sessions, SameOrigin sameOrigin) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.sameOrigin = sameOrigin;
    }

    @GetMapping("/login")
    @Anyone
    ResponseEntity<String> page(HttpServletRequest request, @RequestParam(defaultValue = "") String next) {
        Optional<User> user = sessions.user(request);
        return page(
                HttpStatus.OK,
                user.isPresent() ? SignInPage.signedIn(user.get().userName()) : SignInPage.html("", "", local(next)));
    }

    @PostMapping("/login")
    @Anyone
    ResponseEntity<String> signIn(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next) {
        requireOwnPage(request);
        String target = local(next);
        return switch (passwords.check(username, password, request.getRemoteAddr())) {
            case Accepted accepted -> {
                sessions.signIn(request, accepted.user());
                yield redirect(target);
            }
            case Refused refused ->
                page(
                        HttpStatus.UNAUTHORIZED,
                        SignInPage.html("The user name or the password is wrong.", username, target));
            case SlowDown slowDown ->
                page(
                        HttpStatus.TOO_MANY_REQUESTS,
                        SignInPage.html("Too many wrong passwords. Wait a little and try again.", username, target));
        };
    }

    @PostMapping("/logout")
    @Anyone
    ResponseEntity<String> signOut(HttpServletRequest request) {
        requireOwnPage(request);
        sessions.signOut(request);
        return redirect(START);
    }

    private void requireOwnPage(HttpServletRequest request) {
        if (sameOrigin.denied(request)) {
            throw new RefusedException(CommonError.FORBIDDEN, "The form was not sent from our own page.");
        }
    }

    /** Only a path of ours: no scheme, no host, nothing a browser would read as one. */
    private static String local(String next) {
        boolean path = next.startsWith("/")
                && !next.startsWith("//")
                && next.indexOf('\\') < 0
                && next.chars().noneMatch(c -> c <= ' ' || c == 127);
        if (!path) {
            return START;
        }
        try {
            return URI.create(next).getHost() == null ? next : START;
        } catch (IllegalArgumentException notAPath) {
            return START;
        }
    }

    private static ResponseEntity<String> redirect(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ResponseEntity<String> page(HttpStatus status, String html) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", SignInPage.POLICY)
                .body(html);
    }
}
