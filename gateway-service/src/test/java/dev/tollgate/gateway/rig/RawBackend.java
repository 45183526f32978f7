package dev.tollgate.gateway.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend on a plain socket that keeps the very bytes of each request it got, and answers as a test says. */
public final class RawBackend implements AutoCloseable {

    /** How to answer one request. */
    @FunctionalInterface
    public interface Answer {
        void to(String request, Socket client, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Answer answer = (request, client, out) -> out.write(ok("echo"));

    public RawBackend() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("raw-backend").start(this::accept);
    }

    public static byte[] ok(String body) {
        return bytes(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public void answer(Answer how) {
        answer = how;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Whole requests, head and body as they came. */
    public List<String> requests() {
        return requests;
    }

    public int connections() {
        return connections.get();
    }

    public void forget() {
        requests.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().name("raw-backend-connection").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            while (!client.isClosed()) {
                String request = read(in);
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request);
                answer.to(request, client, client.getOutputStream());
                client.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // the gateway gave the connection up
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!endsWith(bytes, "\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return bytes.toString(StandardCharsets.ISO_8859_1);
            }
            bytes.write(next);
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int length = head.indexOf("content-length: ");
        if (length >= 0) {
            int end = head.indexOf("\r\n", length);
            bytes.write(in.readNBytes(Integer.parseInt(head.substring(length + 16, end))));
        } else if (head.contains("transfer-encoding: chunked")) {
            while (!endsWith(bytes, "\r\n0\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                bytes.write(next);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean endsWith(ByteArrayOutputStream bytes, String end) {
        if (bytes.size() < end.length()) {
            return false;
        }
        byte[] all = bytes.toByteArray();
        for (int i = 0; i < end.length(); i++) {
            if (all[all.length - end.length() + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
