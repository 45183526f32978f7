package dev.tollgate.front;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that notes the raw bytes of every connection and answers as it is told. */
final class Backend implements AutoCloseable {

    interface Answer {
        void to(InputStream request, OutputStream response) throws Exception;
    }

    private final ServerSocket server;
    private final List<ByteArrayOutputStream> connections = new CopyOnWriteArrayList<>();

    Backend(Answer answer) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(answer));
    }

    int port() {
        return server.getLocalPort();
    }

    /** All that arrived, connection by connection. */
    List<String> received() {
        return connections.stream()
                .map(bytes -> bytes.toString(StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept(Answer answer) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket, answer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Answer answer) {
        ByteArrayOutputStream noted = new ByteArrayOutputStream();
        connections.add(noted);
        try (socket) {
            InputStream in = socket.getInputStream();
            answer.to(new Noting(in, noted), socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes what is read, as far as a test would look at it. */
    private static final class Noting extends FilterInputStream {

        private static final int ENOUGH = 1 << 16;

        private final ByteArrayOutputStream noted;

        Noting(InputStream in, ByteArrayOutputStream noted) {
            super(in);
            this.noted = noted;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] buffer = new byte[1 << 16];
            long skipped = 0;
            while (skipped < count) {
                int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
                if (read < 0) {
                    return skipped;
                }
                skipped += read;
            }
            return skipped;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0 && noted.size() < ENOUGH) {
                noted.write(buffer, offset, count);
            }
            return count;
        }
    }

    /** Reads up to and with the empty line after the headers. */
    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int value = in.read();
            if (value < 0) {
                return head.toString();
            }
            head.append((char) value);
        }
        return head.toString();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
