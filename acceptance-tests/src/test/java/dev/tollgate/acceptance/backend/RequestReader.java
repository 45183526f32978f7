package dev.tollgate.acceptance.backend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests from a connection, strictly. */
final class RequestReader {

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The next request, or null where the connection ended between two of them. */
    @Nullable
    ReceivedRequest read() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ", -1);
        if (parts.length != 3) {
            throw new IOException("request line: " + line);
        }
        List<ReceivedRequest.Field> fields = new ArrayList<>();
        for (String field = lineOrFail(); !field.isEmpty(); field = lineOrFail()) {
            int colon = field.indexOf(':');
            if (colon <= 0) {
                throw new IOException("field: " + field);
            }
            fields.add(new ReceivedRequest.Field(
                    field.substring(0, colon), field.substring(colon + 1).strip()));
        }
        ReceivedRequest head = new ReceivedRequest(parts[0], parts[1], List.copyOf(fields), 0);
        return new ReceivedRequest(parts[0], parts[1], head.fields(), skipBody(head));
    }

    private long skipBody(ReceivedRequest head) throws IOException {
        if (head.has("Transfer-Encoding")) {
            return skipChunks();
        }
        long length = head.has("Content-Length")
                ? Long.parseLong(head.values("Content-Length").getFirst())
                : 0;
        in.skipNBytes(length);
        return length;
    }

    private long skipChunks() throws IOException {
        long total = 0;
        while (true) {
            String size = lineOrFail();
            int end = size.indexOf(';');
            long length = Long.parseLong((end < 0 ? size : size.substring(0, end)).strip(), 16);
            in.skipNBytes(length);
            total += length;
            if (!lineOrFail().isEmpty()) {
                throw new IOException("no line end after a chunk");
            }
            if (length == 0) {
                return total;
            }
        }
    }

    private String lineOrFail() throws IOException {
        String line = line();
        if (line == null) {
            throw new IOException("ended inside a request");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\r') {
                if (in.read() != '\n') {
                    throw new IOException("bare CR");
                }
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
            if (b == '\n') {
                throw new IOException("bare LF");
            }
            bytes.write(b);
        }
        if (bytes.size() > 0) {
            throw new IOException("ended inside a line");
        }
        return null;
    }
}
