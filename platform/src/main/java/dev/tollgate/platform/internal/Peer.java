package dev.tollgate.platform.internal;

/** The parties of the internal contracts; the name is the common name and a subject alternative name of their certificate. */
public enum Peer {
    GATEWAY("gateway"),
    KEY_MANAGER("key-manager"),
    PUBLISHER("publisher"),
    STORE("store"),
    TRAFFIC_MANAGER("traffic-manager");

    private final String commonName;

    Peer(String commonName) {
        this.commonName = commonName;
    }

    public String commonName() {
        return commonName;
    }
}
