package dev.tollgate.gateway.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of addresses, {@code 10.0.0.0/8}, {@code ::1/128}, or a single address. IPv4-mapped addresses count as IPv4. */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are its own
public record Cidr(byte[] network, int bits) {

    /** Parses literal addresses only; never asks a name server. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String host = (slash < 0 ? text : text.substring(0, slash)).strip();
        if ((!host.contains(":") && !host.matches("[0-9]+(\\.[0-9]+){3}")) || !host.matches("[0-9a-fA-F:.]+")) {
            throw new IllegalArgumentException("\"" + text + "\" is no address block");
        }
        try {
            byte[] network = InetAddress.getByName(host).getAddress();
            int bits = slash < 0
                    ? network.length * 8
                    : Integer.parseInt(text.substring(slash + 1).strip());
            if (bits < 0 || bits > network.length * 8) {
                throw new IllegalArgumentException("\"" + text + "\" has too many bits");
            }
            return new Cidr(network, bits);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("\"" + text + "\" is no address block", unknown);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        return Arrays.equals(network, 0, whole, other, 0, whole)
                && (rest == 0 || ((network[whole] ^ other[whole]) & 0xff) >> (8 - rest) == 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that && bits == that.bits && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
