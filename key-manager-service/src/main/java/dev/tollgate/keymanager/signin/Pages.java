package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.secret.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** What the Key Manager shows to people: plain pages with a form, no script, nothing from elsewhere. */
public final class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final String STYLE = """
        :root{color-scheme:light dark}
        body{font-family:system-ui,sans-serif;background:#f3f5fb;color:#1d2733;margin:0;display:grid;min-height:100vh;place-items:center}
        main{box-sizing:border-box;background:#fff;padding:2rem;border-radius:.75rem;box-shadow:0 8px 24px #0002;width:min(24rem,92vw);overflow-wrap:anywhere}
        h1{font-size:1.35rem;margin:0 0 1rem}label{display:block;margin:.75rem 0 .25rem}
        input{box-sizing:border-box;width:100%;padding:.6rem;font:inherit;border:1px solid #8a97a6;border-radius:.4rem}
        button{margin-top:1.25rem;width:100%;padding:.65rem;font:inherit;border:1px solid #3b5bdb;border-radius:.4rem;background:#3b5bdb;color:#fff;cursor:pointer}
        button.second{margin-top:.5rem;background:#fff;color:#3550c4}
        input:focus-visible,button:focus-visible{outline:3px solid #f59f00;outline-offset:2px}
        p{margin:.5rem 0}ul{margin:.5rem 0;padding-left:1.25rem}[role=alert]{color:#a61b1b}
        @media(prefers-color-scheme:dark){body{background:#111827;color:#e5e7eb}main{background:#1f2937}
        input{background:#111827;color:#e5e7eb;border-color:#64748b}button.second{background:#1f2937;color:#a5b8ff}[role=alert]{color:#ffb3b3}}
        """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Hash.of(STYLE).bytes())
            + "'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private Pages() {}

    /** For any text between tags or in a quoted attribute. */
    public static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    /**
     * @param title plain text
     * @param main what stands below it, as HTML
     * @param formTargets where a form's answer may lead beside our own pages, as sources of a Content-Security-Policy
     */
    public static ResponseEntity<String> page(
            HttpStatus status, String title, String main, Collection<String> formTargets) {
        String html = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>%s – Tollgate</title><style>%s</style></head>
            <body><main><h1>%s</h1>%s</main></body></html>
            """.formatted(escaped(title), STYLE, escaped(title), main);
        return ResponseEntity.status(status)
                .contentType(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        "Content-Security-Policy",
                        formTargets.isEmpty() ? POLICY : POLICY + " " + String.join(" ", formTargets))
                .body(html);
    }

    public static ResponseEntity<String> redirect(String to) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, to)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
