package dev.tollgate.provision.redis;

import java.io.IOException;
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

    private static boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(1000);
            String command = "AUTH " + password + "\r\nPING\r\n";
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+PONG\r\n".length());
            return new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+PONG\r\n");
        } catch (IOException e) {
            return false;
        }
    }
}
