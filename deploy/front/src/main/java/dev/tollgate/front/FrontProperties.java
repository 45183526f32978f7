package dev.tollgate.front;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the front listens and where it sends requests; all keys are below {@code tollgate.front.}.
 *
 * @param address where HTTPS listens ({@code address}); plain HTTP is for this machine alone, {@code 127.0.0.1}
 * @param httpsPort {@code https-port}, 9443
 * @param httpPort {@code http-port}, 9763
 * @param certificate {@code tls.certificate}, PEM
 * @param privateKey {@code tls.private-key}, PEM PKCS#8
 * @param services {@code services.publisher} and so on: {@code host:port[,host:port…]}
 */
record FrontProperties(
        String address,
        int httpsPort,
        int httpPort,
        Path certificate,
        Path privateKey,
        Map<Service, List<InetSocketAddress>> services) {

    private static final String PREFIX = "--tollgate.front.";

    FrontProperties {
        services = Map.copyOf(services);
    }

    static FrontProperties of(String... args) {
        Map<String, String> values = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith(PREFIX) || equals < 0) {
                throw new IllegalArgumentException("expected " + PREFIX + "name=value, not " + arg);
            }
            values.put(arg.substring(PREFIX.length(), equals), arg.substring(equals + 1));
        }
        Map<Service, List<InetSocketAddress>> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            String value = values.getOrDefault("services." + service.key(), "127.0.0.1:" + service.port());
            services.put(
                    service,
                    Arrays.stream(value.split(","))
                            .map(FrontProperties::address)
                            .toList());
        }
        return new FrontProperties(
                values.getOrDefault("address", "127.0.0.1"),
                Integer.parseInt(values.getOrDefault("https-port", "9443")),
                Integer.parseInt(values.getOrDefault("http-port", "9763")),
                Path.of(required(values, "tls.certificate")),
                Path.of(required(values, "tls.private-key")),
                services);
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(PREFIX + key + " is missing");
        }
        return value;
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("expected host:port, not " + text);
        }
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(text.substring(colon + 1)));
    }
}
