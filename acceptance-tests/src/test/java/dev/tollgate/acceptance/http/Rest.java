package dev.tollgate.acceptance.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** One REST API at its base address, called by one caller. */
public record Rest(Http http, String base, Authorization caller) {

    public Rest as(Authorization other) {
        return new Rest(http, base, other);
    }

    public Answer get(String path) {
        return send("GET", path);
    }

    public Answer delete(String path) {
        return send("DELETE", path);
    }

    /** A request without a body. */
    public Answer send(String method, String path) {
        return http.send(request(path).method(method, BodyPublishers.noBody()).build());
    }

    /** A body of JSON, from text or from anything Jackson writes. */
    public Answer post(String path, Object json) {
        return sendJson("POST", path, json);
    }

    public Answer put(String path, Object json) {
        return sendJson("PUT", path, json);
    }

    public Answer patch(String path, Object json) {
        return sendJson("PATCH", path, json);
    }

    public Answer sendJson(String method, String path, Object json) {
        String text =
                json instanceof String written ? written : JsonMapper.shared().writeValueAsString(json);
        return sendBytes(method, path, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    public Answer sendBytes(String method, String path, String contentType, byte[] body) {
        return http.send(request(path)
                .header("Content-Type", contentType)
                .method(method, BodyPublishers.ofByteArray(body))
                .build());
    }

    public Answer multipart(String method, String path, Multipart parts) {
        return sendBytes(method, path, parts.contentType(), parts.bytes());
    }

    public Answer form(String path, Map<String, String> fields) {
        return sendBytes(
                "POST",
                path,
                "application/x-www-form-urlencoded",
                encoded(fields).getBytes(StandardCharsets.UTF_8));
    }

    /** A request that the caller builds on; {@link Http#send} sends it. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Http.PATIENCE);
        caller.applyTo(request);
        return request;
    }

    public static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
