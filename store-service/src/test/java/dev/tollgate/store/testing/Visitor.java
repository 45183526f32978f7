package dev.tollgate.store.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts at the portal's pages: keeps cookies, follows redirects only when told to. */
public final class Visitor {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningStore store;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Map<String, String> headers = Map.of();
    private String formToken = "";

    public Visitor(RunningStore store) {
        this.store = store;
    }

    /** Headers that every further request carries. */
    public Visitor with(Map<String, String> more) {
        headers = more;
        return this;
    }

    /** A page, or what came in its place. */
    public record Shown(int status, String body, HttpResponse<String> raw) {

        public String location() {
            return header("Location");
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    public Shown get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** With the token of the form that was seen last. */
    public Shown post(String path, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", formToken);
        return postAsIs(path, all);
    }

    public Shown postAsIs(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Signs in as the browser would, with the Key Manager's part done by the small one; returns the last answer. */
    public Shown signIn(String user, String next) {
        Shown begun = get("/store/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        Map<String, String> asked = query(begun.location());
        String code = store.signIn.code(user, asked);
        return get("/store/signed-in?code=" + code + "&state=" + asked.get("state")
                + "&iss=https%3A%2F%2Flocalhost%3A9443");
    }

    public Visitor signedIn(String user) {
        signIn(user, "/store");
        get("/store");
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public static Map<String, String> query(String address) {
        return Arrays.stream(address.substring(address.indexOf('?') + 1).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + store.port() + path);
    }

    private Shown send(HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (String cookie : response.headers().allValues("Set-Cookie")) {
                String pair = cookie.split(";", -1)[0];
                cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            Matcher token = FORM_TOKEN.matcher(response.body());
            if (token.find()) {
                formToken = token.group(1);
            }
            return new Shown(response.statusCode(), response.body(), response);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
