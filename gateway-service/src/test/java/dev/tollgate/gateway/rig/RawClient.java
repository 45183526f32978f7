package dev.tollgate.gateway.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, and returns everything that comes back until the gateway closes or falls silent. */
public final class RawClient {

    private RawClient() {}

    public static String send(int port, String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (IOException silentOrReset) {
                // what came so far is the answer
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
