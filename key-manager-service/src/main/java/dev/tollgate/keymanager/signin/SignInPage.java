package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.secret.Hash;
import java.util.Base64;
import org.springframework.web.util.HtmlUtils;

/** The sign-in page: one form, no script. */
final class SignInPage {

    private static final String STYLE = """
        body{font-family:system-ui,sans-serif;background:#f4f6f8;color:#1d2733;margin:0;display:grid;min-height:100vh;place-items:center}
        main{background:#fff;padding:2rem;border-radius:.5rem;box-shadow:0 1px 4px #0003;width:min(22rem,90vw)}
        h1{font-size:1.25rem;margin:0 0 1rem}label{display:block;margin:.75rem 0 .25rem}
        input{box-sizing:border-box;width:100%;padding:.5rem;font:inherit;border:1px solid #8a97a6;border-radius:.25rem}
        button{margin-top:1.25rem;width:100%;padding:.6rem;font:inherit;border:0;border-radius:.25rem;background:#0b5cad;color:#fff}
        p{margin:.5rem 0}[role=alert]{color:#a61b1b}
        """;

    /** Allows this page's style by its hash, the form, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Hash.of(STYLE).bytes())
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SignInPage() {}

    /**
     * @param message shown above the form; empty: none
     * @param next where to go then, a local path
     */
    static String html(String message, String userName, String next) {
        String alert = message.isEmpty() ? "" : "<p role=\"alert\">" + HtmlUtils.htmlEscape(message) + "</p>";
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Sign in – Tollgate</title><style>%s</style></head>
            <body><main><h1>Sign in to Tollgate</h1>%s
            <form method="post" action="/login">
            <input type="hidden" name="next" value="%s">
            <label for="username">User name</label>
            <input id="username" name="username" value="%s" autocomplete="username" required autofocus>
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button type="submit">Sign in</button></form></main></body></html>
            """.formatted(STYLE, alert, HtmlUtils.htmlEscape(next), HtmlUtils.htmlEscape(userName));
    }

    static String signedIn(String userName) {
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>Signed in – Tollgate</title><style>%s</style></head>
            <body><main><h1>Signed in</h1><p>You are signed in as %s.</p>
            <form method="post" action="/logout"><button type="submit">Sign out</button></form></main></body></html>
            """.formatted(STYLE, HtmlUtils.htmlEscape(userName));
    }
}
