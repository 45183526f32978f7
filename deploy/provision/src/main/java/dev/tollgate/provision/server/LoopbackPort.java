package dev.tollgate.provision.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on 127.0.0.1. */
public final class LoopbackPort {

    private LoopbackPort() {}

    /** A port that was free a moment ago; another program may take it before its user does. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ProvisionException("No free port on 127.0.0.1: " + e.getMessage() + ".", e);
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
