package dev.tollgate.gateway.backend;

import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.AddressUtils;

/** One provider's service. */
public final class Backend {

    private final InetSocketAddress address;
    private final boolean secure;
    private final String hostHeader;
    private final String pathPrefix;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private volatile @Nullable Prepared prepared;
    private volatile long suspendedUntilNanos = System.nanoTime();

    private record Prepared(Object generation, HttpClient client) {}

    private Backend(URI uri, Duration connectTimeout, Duration responseTimeout) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("a backend is http or https, not \"" + scheme + "\"");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a backend's address has a host, and neither user nor fragment");
        }
        int standard = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        hostHeader = port == standard ? uri.getHost() : uri.getHost() + ":" + port;
        address = AddressUtils.createUnresolved(uri.getHost(), port);
        secure = scheme.equals("https");
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        pathPrefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        this.connectTimeout = connectTimeout;
        this.responseTimeout = responseTimeout;
    }

    public static Backend of(URI uri, Duration connectTimeout, Duration responseTimeout) {
        return new Backend(uri, connectTimeout, responseTimeout);
    }

    String hostHeader() {
        return hostHeader;
    }

    /** The request target of a call: what follows the API's own prefix, the query included, after this backend's path. */
    String target(String rest) {
        boolean whole = rest.startsWith("/") || (!pathPrefix.isEmpty() && (rest.isEmpty() || rest.startsWith("?")));
        return whole ? pathPrefix + rest : pathPrefix + "/" + rest;
    }

    /** The client with this backend's time-outs, made once for each generation of connections. */
    @SuppressWarnings("ReferenceEquality") // a generation is that very object
    HttpClient client(Object generation, HttpClient base) {
        Prepared known = prepared;
        if (known == null || known.generation != generation) {
            HttpClient client = base.remoteAddress(() -> address)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
                    .responseTimeout(responseTimeout);
            known = new Prepared(generation, secure ? client.secure() : client);
            prepared = known;
        }
        return known.client;
    }

    boolean suspended(long nowNanos) {
        return nowNanos - suspendedUntilNanos < 0;
    }

    void suspend(long nowNanos, Duration duration) {
        suspendedUntilNanos = nowNanos + duration.toNanos();
    }
}
