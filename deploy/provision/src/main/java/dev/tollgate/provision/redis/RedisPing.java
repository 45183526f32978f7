package dev.tollgate.provision.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks a Redis server whether it has its data loaded and takes commands, in the few words of its protocol that this needs. */
final class RedisPing {

    private RedisPing() {}

    /** Whether the server answered before it ended and before the time was over. */
    static boolean waitFor(int port, String password, BooleanSupplier alive, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (alive.getAsBoolean() && System.nanoTime() < deadline) {
                if (answers(port, password)) {
                    return alive.getAsBoolean();
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The value of a setting: the last of the lines that answer CONFIG GET. */
    static String setting(int port, String password, String name) throws IOException {
        try (Socket socket = connect(port);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            send(socket, "AUTH " + password + "\r\nCONFIG GET " + name + "\r\n");
            String value = "";
            // +OK, *2, $length, name, $length, value
            for (int line = 0; line < 6; line++) {
                value = reader.readLine();
                if (value == null || value.startsWith("-")) {
                    throw new IOException("Redis answered " + value);
                }
            }
            return value;
        }
    }

    private static boolean answers(int port, String password) {
        try (Socket socket = connect(port)) {
            send(socket, "AUTH " + password + "\r\nPING\r\n");
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+PONG\r\n".length());
            return new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        socket.setSoTimeout(1000);
        return socket;
    }

    private static void send(Socket socket, String commands) throws IOException {
        socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
    }
}
