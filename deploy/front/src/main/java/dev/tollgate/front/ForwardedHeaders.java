package dev.tollgate.front;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers travel, and what the front says about the client in place of what the client says about itself. */
final class ForwardedHeaders {

    /** RFC 9110, section 7.6.1. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Not even a Connection header takes these away: they say which message this is. */
    private static final Set<String> FRAMING = Set.of("host", "content-length");

    private static final Set<String> SAID_BY_PROXIES = Set.of("forwarded", "x-real-ip", "via", "x-jwt-assertion");

    private ForwardedHeaders() {}

    /** The client as the front sees it. */
    record Client(String address, String scheme, String host) {

        String port() {
            int colon = host.lastIndexOf(':');
            String port = colon > host.lastIndexOf(']') ? host.substring(colon + 1) : "";
            return port.matches("\\d{1,5}") ? port : scheme.equals("https") ? "443" : "80";
        }
    }

    static void request(HttpHeaders from, HttpHeaders to, Client client) {
        Set<String> dropped = dropped(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!dropped.contains(name)
                    && !SAID_BY_PROXIES.contains(name)
                    && !name.startsWith("x-forwarded-")
                    && !name.equals("expect")) { // the front itself has answered it
                to.add(header.getKey(), header.getValue());
            }
        }
        to.set("X-Forwarded-For", client.address);
        to.set("X-Forwarded-Proto", client.scheme);
        to.set("X-Forwarded-Host", client.host);
        to.set("X-Forwarded-Port", client.port());
    }

    static void response(HttpHeaders from, HttpHeaders to) {
        Set<String> dropped = dropped(from);
        for (Map.Entry<String, String> header : from) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static Set<String> dropped(HttpHeaders headers) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        List<String> named = headers.getAll(HttpHeaderNames.CONNECTION);
        for (String value : named) {
            for (String name : value.split(",")) {
                String lower = name.strip().toLowerCase(Locale.ROOT);
                if (!FRAMING.contains(lower)) {
                    dropped.add(lower);
                }
            }
        }
        return dropped;
    }
}
