package dev.tollgate.platform.internal;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Resolves {@code peers:///host:port,host:port} to all those addresses, looked up anew whenever a connection was lost. */
final class PeerResolver extends NameResolverProvider {

    static final String SCHEME = "peers";

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        List<String> addresses = List.of(target.getPath().substring(1).split(","));
        return new NameResolver() {

            private @org.jspecify.annotations.Nullable Listener2 listener;

            @Override
            public String getServiceAuthority() {
                return addresses.getFirst();
            }

            @Override
            public void start(Listener2 toTell) {
                listener = toTell;
                refresh();
            }

            @Override
            public void refresh() {
                Listener2 current = listener;
                if (current != null) {
                    Thread.ofVirtual()
                            .name("resolve-peers")
                            .start(() -> args.getSynchronizationContext()
                                    .execute(() -> current.onResult2(resolve(addresses))));
                }
            }

            @Override
            public void shutdown() {
                listener = null;
            }
        };
    }

    private static NameResolver.ResolutionResult resolve(List<String> addresses) {
        var groups = new ArrayList<EquivalentAddressGroup>();
        for (String address : addresses) {
            int colon = address.lastIndexOf(':');
            int port = Integer.parseInt(address.substring(colon + 1));
            try {
                for (InetAddress host : InetAddress.getAllByName(address.substring(0, colon))) {
                    groups.add(new EquivalentAddressGroup(new InetSocketAddress(host, port)));
                }
            } catch (UnknownHostException unknown) {
                // the others may do; with none left the channel reports unavailable and asks again
            }
        }
        return NameResolver.ResolutionResult.newBuilder()
                .setAddressesOrError(StatusOr.fromValue(groups))
                .build();
    }
}
