package dev.tollgate.gateway.network;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** Several blocks of addresses. */
public record Cidrs(List<Cidr> blocks) {

    public static final Cidrs NONE = new Cidrs(List.of());

    public Cidrs {
        blocks = List.copyOf(blocks);
    }

    public static Cidrs parse(Collection<String> texts) {
        return texts.isEmpty()
                ? NONE
                : new Cidrs(texts.stream().map(Cidr::parse).toList());
    }

    public boolean contains(InetAddress address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }
}
