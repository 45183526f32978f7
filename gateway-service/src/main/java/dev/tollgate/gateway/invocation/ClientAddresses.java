package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.network.Cidrs;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is at the other end. Only configured proxies are believed, and of a chain only what they themselves have added. */
final class ClientAddresses {

    static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Cidrs trusted;

    ClientAddresses(Cidrs trusted) {
        this.trusted = trusted;
    }

    boolean trusts(InetAddress peer) {
        return !trusted.isEmpty() && trusted.contains(peer);
    }

    /** The right-most address of the chain that is not a trusted proxy's; the peer's own if it is not trusted. */
    InetAddress client(InetAddress peer, HttpHeaders fields) {
        if (!trusts(peer)) {
            return peer;
        }
        InetAddress client = peer;
        String[] chain = String.join(",", fields.getAll(FORWARDED_FOR)).split(",");
        for (int i = chain.length - 1; i >= 0 && trusts(client); i--) {
            InetAddress earlier = literal(chain[i].strip());
            if (earlier == null) {
                break;
            }
            client = earlier;
        }
        return client;
    }

    /** What the backend is told: the believed chain and the peer. */
    String chain(InetAddress peer, HttpHeaders fields) {
        String own = NetUtil.toAddressString(peer);
        List<String> before = trusts(peer) ? fields.getAll(FORWARDED_FOR) : List.of();
        return before.isEmpty() ? own : String.join(", ", before) + ", " + own;
    }

    private static @Nullable InetAddress literal(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            return null;
        }
    }
}
