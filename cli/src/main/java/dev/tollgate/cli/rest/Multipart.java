package dev.tollgate.cli.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A {@code multipart/form-data} body (RFC 7578). */
public final class Multipart {

    private final String boundary = "tollgate-" + UUID.randomUUID();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final List<String> curlOptions = new ArrayList<>();

    public Multipart file(String name, Path file) throws IOException {
        part("name=\"" + name + "\"; filename=\"" + file.getFileName() + "\"", Files.readAllBytes(file));
        curlOptions.add("-F " + Request.quoted(name + "=@" + file));
        return this;
    }

    public Multipart text(String name, String value) {
        part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
        curlOptions.add("-F " + Request.quoted(name + "=" + value));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(content.toByteArray());
        whole.writeBytes(ascii("--" + boundary + "--\r\n"));
        return whole.toByteArray();
    }

    List<String> curlOptions() {
        return List.copyOf(curlOptions);
    }

    private void part(String disposition, byte[] value) {
        content.writeBytes(ascii("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"));
        content.writeBytes(value);
        content.writeBytes(ascii("\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
