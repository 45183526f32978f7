package dev.tollgate.cli.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An HTTP request that can be sent and shown as the curl line that does the same. */
public final class Request {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String method;
    private final String url;
    private final List<String> curlOptions = new ArrayList<>();
    private final HttpRequest.Builder builder;

    private Request(String method, String url) {
        this.method = method;
        this.url = url;
        this.builder = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    public static Request get(String url) {
        return new Request("GET", url);
    }

    public static Request post(String url) {
        return new Request("POST", url);
    }

    public static Request put(String url) {
        return new Request("PUT", url);
    }

    public Request basic(String user, Secret password) {
        authorization("Basic", user + ":" + password.value());
        curlOptions.add("-u \"" + user + ":" + password + "\"");
        return this;
    }

    public Request basic(Secret user, Secret password) {
        authorization("Basic", user.value() + ":" + password.value());
        curlOptions.add("-u \"" + user + ":" + password + "\"");
        return this;
    }

    public Request bearer(Secret token) {
        builder.header("Authorization", "Bearer " + token.value());
        curlOptions.add("-H \"Authorization: Bearer " + token + "\"");
        return this;
    }

    public Request json(String body) {
        body("application/json", BodyPublishers.ofString(body));
        curlOptions.add("-H 'Content-Type: application/json' -d " + quoted(body));
        return this;
    }

    /** A JSON body too long for a line: the file is sent, and named in the curl line. */
    public Request jsonFile(Path file) throws IOException {
        body("application/json", BodyPublishers.ofFile(file));
        curlOptions.add("-H 'Content-Type: application/json' -d " + quoted("@" + file));
        return this;
    }

    /** A JSON body in which the secret's variable is shown where its value is sent. */
    public Request json(String template, Secret secret) {
        body("application/json", BodyPublishers.ofString(template.replace(secret.toString(), secret.value())));
        String shown = quoted(template).replace(secret.toString(), "'\"" + secret + "\"'");
        curlOptions.add("-H 'Content-Type: application/json' -d " + shown);
        return this;
    }

    /** {@code application/x-www-form-urlencoded} with one field; its value must need no escape. */
    public Request form(String name, String value) {
        body("application/x-www-form-urlencoded", BodyPublishers.ofString(name + "=" + value));
        curlOptions.add("-d " + name + "=" + value);
        return this;
    }

    public Request multipart(Multipart parts) {
        body(parts.contentType(), BodyPublishers.ofByteArray(parts.bytes()));
        curlOptions.addAll(parts.curlOptions());
        return this;
    }

    /** The command line, runnable in a POSIX shell once the variables are set. */
    public String curl() {
        StringBuilder line = new StringBuilder("curl -sS");
        if (!method.equals("GET")) {
            line.append(" -X ").append(method);
        }
        curlOptions.forEach(option -> line.append(' ').append(option));
        return line.append(' ').append(quoted(url)).toString();
    }

    HttpRequest toHttp() {
        HttpRequest withoutBody = builder.build();
        return withoutBody.bodyPublisher().isPresent()
                ? withoutBody
                : builder.method(method, BodyPublishers.noBody()).build();
    }

    String url() {
        return url;
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void authorization(String scheme, String credentials) {
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        builder.header("Authorization", scheme + " " + encoded);
    }

    private void body(String contentType, HttpRequest.BodyPublisher body) {
        builder.header("Content-Type", contentType).method(method, body);
    }
}
