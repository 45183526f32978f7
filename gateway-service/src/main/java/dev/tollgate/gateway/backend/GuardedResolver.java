package dev.tollgate.gateway.backend;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Resolves backends' names, literal addresses too, and lets through only addresses in allowed networks: the check is on the very
 * address that is connected to next. Look-ups block, so they run on an executor of their own.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {

    private final Supplier<AllowedNetworks> networks;
    private final Executor lookups;

    GuardedResolver(Supplier<AllowedNetworks> networks, Executor lookups) {
        this.networks = networks;
        this.lookups = lookups;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new Names(executor)) {
            @Override
            protected boolean doIsResolved(InetSocketAddress address) {
                return false; // literal addresses are checked as well
            }

            @Override
            protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) throws Exception {
                InetAddress literal = address.getAddress();
                if (literal == null) {
                    super.doResolve(address, promise);
                } else if (networks.get().allows(literal)) {
                    promise.setSuccess(address);
                } else {
                    promise.setFailure(new NetworkNotAllowedException(address.getHostString()));
                }
            }
        };
    }

    private final class Names extends InetNameResolver {

        Names(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            lookups.execute(() -> {
                try {
                    promise.trySuccess(allowed(host).getFirst());
                } catch (UnknownHostException | NetworkNotAllowedException | RuntimeException failure) {
                    promise.tryFailure(failure);
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            lookups.execute(() -> {
                try {
                    promise.trySuccess(allowed(host));
                } catch (UnknownHostException | NetworkNotAllowedException | RuntimeException failure) {
                    promise.tryFailure(failure);
                }
            });
        }

        private List<InetAddress> allowed(String host) throws UnknownHostException, NetworkNotAllowedException {
            AllowedNetworks current = networks.get();
            List<InetAddress> allowed = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (current.allows(address)) {
                    allowed.add(address);
                }
            }
            if (allowed.isEmpty()) {
                throw new NetworkNotAllowedException(host);
            }
            return allowed;
        }
    }
}
