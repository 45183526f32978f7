package dev.tollgate.gateway.backend;

import dev.tollgate.gateway.network.Cidrs;
import java.net.InetAddress;
import java.util.List;

/**
 * Where backends may stand. Public addresses are always allowed; loopback, private, link-local, shared, multicast and reserved ones
 * only inside a network that the administrator lists.
 */
record AllowedNetworks(Cidrs listed) {

    private static final Cidrs INTERNAL = Cidrs.parse(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/3",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2002::/16",
            "fc00::/7",
            "fe80::/9",
            "ff00::/8"));

    boolean allows(InetAddress address) {
        return listed.contains(address) || !INTERNAL.contains(address);
    }
}
