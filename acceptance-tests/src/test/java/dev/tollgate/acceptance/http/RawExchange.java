package dev.tollgate.acceptance.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes sent as they are, and everything that came back until the other side closed or fell silent. */
public record RawExchange(String response, boolean closed) {

    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** Sends the bytes (ISO-8859-1) to the address of the URL and reads the answer. */
    public static RawExchange send(String url, String bytes) {
        URI address = URI.create(url);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 5_000);
            socket.setSoTimeout((int) SILENCE.toMillis());
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first answer's status; 0 where there was none. */
    public int status() {
        return response.startsWith("HTTP/1.") && response.length() > 12
                ? Integer.parseInt(response.substring(9, 12))
                : 0;
    }

    /** How many answers stand in what came back. */
    public int answers() {
        return response.split("HTTP/1\\.1 [1-5][0-9][0-9]", -1).length - 1;
    }

    private static RawExchange read(Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        boolean closed = false;
        try {
            for (int n = socket.getInputStream().read(buffer);
                    ;
                    n = socket.getInputStream().read(buffer)) {
                if (n < 0) {
                    closed = true;
                    break;
                }
                received.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            // silent: the connection stays open
        } catch (IOException e) {
            closed = true; // reset by the other side
        }
        return new RawExchange(received.toString(StandardCharsets.ISO_8859_1), closed);
    }
}
