package dev.tollgate.front;

import java.util.Locale;

/** A service with public paths. */
enum Service {
    KEY_MANAGER(9843),
    PUBLISHER(9543),
    STORE(9643),
    TRAFFIC_MANAGER(9743);

    private final int port;

    Service(int port) {
        this.port = port;
    }

    /** As in properties. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its own public port by default. */
    int port() {
        return port;
    }
}
