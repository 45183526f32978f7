package dev.tollgate.acceptance.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A {@code multipart/form-data} body. */
public final class Multipart {

    private final String boundary = "acceptance-" + UUID.randomUUID();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    public Multipart text(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    public Multipart file(String name, String fileName, String value) {
        return part(
                "name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: application/octet-stream",
                value);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(content.toByteArray());
        write(whole, "--" + boundary + "--\r\n");
        return whole.toByteArray();
    }

    private Multipart part(String disposition, String value) {
        write(content, "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
        write(content, value + "\r\n");
        return this;
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
