package dev.tollgate.provision.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1. */
public final class LoopbackPort {

    /** Clear of the ports that Tollgate names, and of what offsets make of them. */
    private static final int LOWEST = 20_000;

    private static final int ATTEMPTS = 100;
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private LoopbackPort() {}

    /**
     * A port that was free a moment ago, for a server that opens it a moment later. Below those that the system gives to outgoing
     * connections, of which one could take it meanwhile.
     */
    public static int free() {
        int above = outgoing();
        for (int attempt = 0; attempt < ATTEMPTS && above > LOWEST; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, above);
            if (free(port)) {
                return port;
            }
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ProvisionException("No free port on 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    /** The first port that outgoing connections get. */
    private static int outgoing() {
        try {
            return Integer.parseInt(Files.readString(OUTGOING).strip().split("\\s+")[0]);
        } catch (IOException | NumberFormatException e) {
            return LOWEST; // not Linux: any port
        }
    }

    public static boolean free(int port) {
        return free("127.0.0.1", port);
    }

    public static boolean free(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
