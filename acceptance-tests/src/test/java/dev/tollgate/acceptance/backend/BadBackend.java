package dev.tollgate.acceptance.backend;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A backend that fails in the way that a request's path names, as backends do; any other path gets a good answer. */
public final class BadBackend implements AutoCloseable {

    /** What goes wrong, and the path that asks for it. */
    public enum Fault {
        /** Reads the request and says nothing. */
        HANGS,
        /** A byte of the head each half second. */
        DRIPS,
        /** Closes with a reset where half of the announced body is sent. */
        RESETS,
        /** A chunk whose size is no number. */
        BREAKS_A_CHUNK;

        public String path() {
            return "/" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final ServerSocket server;
    private final String host;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Collection<Socket> connections = new ConcurrentLinkedQueue<>();

    private BadBackend(ServerSocket server, String host) {
        this.server = server;
        this.host = host;
    }

    /** Starts on a free port; {@code host} is the name under which gateways reach this machine. */
    public static BadBackend start(String host) {
        try {
            boolean local = host.equals("127.0.0.1") || host.equals("localhost");
            BadBackend backend = new BadBackend(
                    new ServerSocket(0, 256, InetAddress.getByName(local ? "127.0.0.1" : "0.0.0.0")), host);
            Thread.ofVirtual().name("bad-backend").start(backend::accept);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://" + host + ":" + server.getLocalPort();
    }

    /** An address where nobody listens. */
    public static String nobody(String host) {
        try (ServerSocket taken = new ServerSocket(0)) {
            return "http://" + host + ":" + taken.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            RequestReader reader = new RequestReader(in);
            for (ReceivedRequest request = reader.read(); request != null; request = reader.read()) {
                answer(request.target(), connection);
            }
        } catch (IOException gone) {
            // the gateway gave up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private void answer(String target, Socket connection) throws IOException, InterruptedException {
        OutputStream out = connection.getOutputStream();
        if (target.startsWith(Fault.HANGS.path())) {
            over.await();
        } else if (target.startsWith(Fault.DRIPS.path())) {
            for (byte each : bytes("HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(100))) {
                out.write(each);
                out.flush();
                if (over.await(500, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } else if (target.startsWith(Fault.RESETS.path())) {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + "x".repeat(50)));
            out.flush();
            connection.setSoLinger(true, 0);
            connection.close();
        } else if (target.startsWith(Fault.BREAKS_A_CHUNK.path())) {
            out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"));
            out.flush();
        } else {
            out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood"));
            out.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
