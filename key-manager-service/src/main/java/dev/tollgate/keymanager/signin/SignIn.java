package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.signin.Sessions.SignedIn;
import dev.tollgate.keymanager.user.PasswordCheck;
import dev.tollgate.keymanager.user.PasswordVerdict.Accepted;
import dev.tollgate.keymanager.user.PasswordVerdict.Refused;
import dev.tollgate.keymanager.user.PasswordVerdict.SlowDown;
import dev.tollgate.platform.auth.Anyone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out by session. */
@RestController
class SignIn {

    private static final String START = "/login";

    private final PasswordCheck passwords;
    private final Sessions sessions;
    private final Forms forms;
    private final List<SignInTargets> targets;

    SignIn(PasswordCheck passwords, Sessions sessions, Forms forms, List<SignInTargets> targets) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.forms = forms;
        this.targets = targets;
    }

    /** Who is signed in already is told so, but goes on where there is somewhere to go only by signing in again. */
    @GetMapping("/login")
    @Anyone
    ResponseEntity<String> page(
            HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String next) {
        Optional<SignedIn> current = sessions.current(request);
        if (current.isPresent() && next.isEmpty()) {
            return Pages.page(
                    HttpStatus.OK,
                    "Signed in",
                    """
                    <p>You are signed in as %s.</p>
                    <form method="post" action="/logout">%s<button type="submit">Sign out</button></form>\
                    """.formatted(Pages.escaped(current.get().user().userName()), forms.hiddenField(request, response)),
                    List.of());
        }
        return form(request, response, HttpStatus.OK, "", "", local(next));
    }

    @PostMapping("/login")
    @Anyone
    ResponseEntity<String> signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next) {
        forms.requireOwn(request);
        String target = local(next);
        return switch (passwords.check(username, password, request.getRemoteAddr())) {
            case Accepted accepted -> {
                sessions.signIn(request, accepted.user());
                yield Pages.redirect(target);
            }
            case Refused refused ->
                form(
                        request,
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "The user name or the password is wrong.",
                        username,
                        target);
            case SlowDown slowDown ->
                form(
                        request,
                        response,
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many wrong passwords. Wait a little and try again.",
                        username,
                        target);
        };
    }

    @PostMapping("/logout")
    @Anyone
    ResponseEntity<String> signOut(HttpServletRequest request) {
        forms.requireOwn(request);
        sessions.signOut(request);
        return Pages.redirect(START);
    }

    private ResponseEntity<String> form(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String message,
            String userName,
            String next) {
        String alert = message.isEmpty() ? "" : "<p role=\"alert\">" + Pages.escaped(message) + "</p>";
        List<String> beyond = targets.stream()
                .flatMap(target -> target.beyond(next).stream())
                .distinct()
                .toList();
        return Pages.page(
                status,
                "Sign in to Tollgate",
                """
                %s
                <form method="post" action="/login">
                %s
                <input type="hidden" name="next" value="%s">
                <label for="username">User name</label>
                <input id="username" name="username" value="%s" autocomplete="username" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button type="submit">Sign in</button></form>\
                """.formatted(
                        alert, forms.hiddenField(request, response), Pages.escaped(next), Pages.escaped(userName)),
                beyond);
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
}
