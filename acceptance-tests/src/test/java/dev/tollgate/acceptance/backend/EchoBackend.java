package dev.tollgate.acceptance.backend;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backend of our own that keeps every request it receives as it was on the wire and answers with its request line as
 * JSON, after so many milliseconds as a query {@code wait=N} asks for. It is strict: what it can't read as HTTP/1.1 is kept as a broken
 * request and the connection is closed.
 */
public final class EchoBackend implements AutoCloseable {

    private static final Pattern WAIT = Pattern.compile("[?&]wait=([0-9]{1,6})");

    private final ServerSocket server;
    private final String host;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Collection<Socket> connections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Collection<ReceivedRequest> received = new ConcurrentLinkedQueue<>();

    private EchoBackend(ServerSocket server, String host) {
        this.server = server;
        this.host = host;
    }

    /** Starts on a free port; {@code host} is the name under which gateways reach this machine. */
    public static EchoBackend start(String host) {
        try {
            // loopback, unless gateways run in containers and reach this machine by another name
            boolean local = host.equals("127.0.0.1") || host.equals("localhost");
            InetAddress address = InetAddress.getByName(local ? "127.0.0.1" : "0.0.0.0");
            return serving(new ServerSocket(0, 256, address), host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on this very address. */
    public static EchoBackend at(String address, int port) {
        try {
            return serving(new ServerSocket(port, 256, InetAddress.getByName(address)), address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EchoBackend serving(ServerSocket server, String host) {
        EchoBackend backend = new EchoBackend(server, host);
        Thread.ofVirtual().name("echo-backend").start(backend::accept);
        return backend;
    }

    /** Without a final slash. */
    public String url() {
        return "http://" + host + ":" + server.getLocalPort();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections were made to it. */
    public int connections() {
        return accepted.get();
    }

    /** Requests whose target contains the marker, in the order of their arrival. */
    public List<ReceivedRequest> received(String marker) {
        return received.stream()
                .filter(request -> request.target().contains(marker))
                .toList();
    }

    /** Everything received since the start. */
    public List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
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
                accepted.incrementAndGet();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            RequestReader reader = new RequestReader(in);
            for (ReceivedRequest request = reader.read(); request != null; request = reader.read()) {
                received.add(request);
                takeTime(request);
                out.write(answer(request));
                out.flush();
            }
        } catch (IOException e) {
            received.add(new ReceivedRequest("BROKEN", String.valueOf(e.getMessage()), List.of(), 0));
        } finally {
            connections.remove(connection);
        }
    }

    private static void takeTime(ReceivedRequest request) throws InterruptedIOException {
        Matcher wait = WAIT.matcher(request.target());
        if (wait.find()) {
            try {
                TimeUnit.MILLISECONDS.sleep(Long.parseLong(wait.group(1)));
            } catch (InterruptedException closed) {
                throw new InterruptedIOException("the backend was closed");
            }
        }
    }

    private static byte[] answer(ReceivedRequest request) {
        String body = "{\"method\":\"" + request.method() + "\",\"target\":\""
                + request.target().replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"body\":" + request.bodyLength()
                + "}";
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
        return (request.method().equals("HEAD") ? head : head + body).getBytes(StandardCharsets.UTF_8);
    }
}
