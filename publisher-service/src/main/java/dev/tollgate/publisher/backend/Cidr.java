package dev.tollgate.publisher.backend;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A network: an address and how many of its leading bits count. IPv4-mapped IPv6 addresses count as IPv4. */
final class Cidr {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    private final String text;
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.text = InetAddressText.of(network) + "/" + bits;
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException with a sentence for the caller */
    static Cidr of(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int slash = trimmed.indexOf('/');
        String address = slash < 0 ? trimmed : trimmed.substring(0, slash);
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a network like 10.0.0.0/8 or fd00::/8.");
        }
        byte[] network;
        int bits;
        try {
            network = InetAddress.getByName(address).getAddress();
            bits = slash < 0 ? network.length * 8 : Integer.parseInt(trimmed.substring(slash + 1));
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a network like 10.0.0.0/8 or fd00::/8.", malformed);
        }
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException(
                    "'" + text + "': the prefix must be 0 to " + network.length * 8 + " bits.");
        }
        return new Cidr(network, bits);
    }

    String text() {
        return text;
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        if (rest == 0) {
            return true;
        }
        int mask = 0xff << (8 - rest);
        return (bytes[whole] & mask) == (network[whole] & mask);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && cidr.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class InetAddressText {

        static String of(byte[] address) {
            try {
                return InetAddress.getByAddress(address).getHostAddress();
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
