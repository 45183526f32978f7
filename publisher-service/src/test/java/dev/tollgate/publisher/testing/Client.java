package dev.tollgate.publisher.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the Publisher's REST APIs. */
public record Client(String userName, String roles, String scopes, int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PUBLISHER =
            "apim:api_view,apim:api_create,apim:api_publish,apim:api_delete,apim:api_manage,"
                    + "apim:subscription_view,apim:subscription_block,apim:tier_view,apim:publisher_settings";

    public static Client alice() {
        return new Client(
                "alice",
                "Internal/creator,Internal/publisher",
                PUBLISHER,
                RunningPublisher.get().port());
    }

    public static Client administrator() {
        return new Client(
                "admin",
                "admin",
                PUBLISHER + ",apim:admin",
                RunningPublisher.get().port());
    }

    public static Client with(String userName, String roles, String scopes) {
        return new Client(userName, roles, scopes, RunningPublisher.get().port());
    }

    /** An answer; the body as JSON where it is some. */
    public record Answer(int status, JsonNode json, String text, HttpResponse<String> raw) {

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public String id() {
            return json.path("id").asString("");
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, "", headers);
    }

    public Answer post(String path, String json, String... headers) {
        return send("POST", path, json, "application/json", headers);
    }

    public Answer post(String path) {
        return send("POST", path, null, "");
    }

    public Answer put(String path, String json, String... headers) {
        return send("PUT", path, json, "application/json", headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, "", headers);
    }

    /** A form; the part {@code file} goes as a file. */
    public Answer form(String method, String path, Map<String, String> parts) {
        String boundary = UUID.randomUUID().toString();
        var body = new StringBuilder();
        parts.forEach((name, value) -> body.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(
                        name.equals("file")
                                ? "\"; filename=\"definition\"\r\nContent-Type: application/octet-stream"
                                : "\"")
                .append("\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--").append(boundary).append("--\r\n");
        return send(method, path, body.toString(), "multipart/form-data; boundary=" + boundary);
    }

    /** What is downloaded, as it comes. */
    public byte[] download(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/am/publisher/v4" + path))
                .header("Authorization", "Test " + userName + "|" + roles + "|" + scopes)
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A form with one file. */
    public Answer upload(String method, String path, String fileName, byte[] content, String... headers) {
        String boundary = UUID.randomUUID().toString();
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return exchange(
                method,
                path,
                BodyPublishers.ofByteArray(body.toByteArray()),
                "multipart/form-data; boundary=" + boundary,
                headers);
    }

    public Answer send(String method, String path, @Nullable String body, String contentType, String... headers) {
        return exchange(
                method,
                path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                contentType,
                headers);
    }

    private Answer exchange(
            String method, String path, HttpRequest.BodyPublisher body, String contentType, String... headers) {
        String base = path.startsWith("/api/") ? "" : "/api/am/publisher/v4";
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + base + path))
                .method(method, body);
        if (!scopes.equals("nobody")) {
            request.header("Authorization", "Test " + userName + "|" + roles + "|" + scopes);
        }
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            String text = answer.body();
            boolean json =
                    answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(answer.statusCode(), json ? JSON.readTree(text) : JSON.missingNode(), text, answer);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
