package dev.tollgate.publisher.backend;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a backend may have: every public one, and those of reserved networks (loopback, private, link-local, …) that
 * the administrator has listed. Unspecified, broadcast and multicast addresses never. Gateways check the same when they connect.
 *
 * @param listed the administrator's list
 */
record AllowedNetworks(List<Cidr> listed) {

    // IANA special-purpose registries (RFC 6890) and the ranges that embed an IPv4 address
    private static final List<Cidr> RESERVED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10")
            .map(Cidr::of)
            .toList();

    private static final List<Cidr> NEVER = Stream.of(
                    "0.0.0.0/32", "255.255.255.255/32", "224.0.0.0/4", "::/128", "ff00::/8")
            .map(Cidr::of)
            .toList();

    AllowedNetworks {
        listed = List.copyOf(listed);
    }

    static AllowedNetworks of(List<String> cidrs) {
        return new AllowedNetworks(
                cidrs.stream().filter(text -> !text.isBlank()).map(Cidr::of).toList());
    }

    boolean allows(InetAddress address) {
        InetAddress plain = plain(address);
        if (NEVER.stream().anyMatch(network -> network.contains(plain))) {
            return false;
        }
        return listed.stream().anyMatch(network -> network.contains(plain))
                || RESERVED.stream().noneMatch(network -> network.contains(plain));
    }

    List<String> texts() {
        return listed.stream().map(Cidr::text).toList();
    }

    /** Java already reads IPv4-mapped addresses as IPv4; this also holds for addresses that were made from bytes. */
    private static InetAddress plain(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean mapped = bytes.length == 16
                && Arrays.equals(bytes, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
        try {
            return mapped ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)) : address;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
