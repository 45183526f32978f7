package dev.tollgate.allinone.installation;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the launcher is asked for.
 *
 * @param data {@code --data}: everything of this installation
 * @param distribution {@code --distribution}: the unpacked services, as the build lays them out
 * @param portOffset {@code --port-offset} or {@code TOLLGATE_PORT_OFFSET}, added to every fixed port
 * @param gateways {@code --gateways}: how many gateway nodes, the first in this JVM, the others as processes
 * @param listen {@code --listen}: the address of front and gateway
 * @param services {@code --services}: which services to start in this JVM, comma separated; all by default
 * @param json {@code -o json}
 * @param adminPassword {@code TOLLGATE_ADMIN_PASSWORD}, for the first start
 * @param publicUrl {@code TOLLGATE_PUBLIC_URL}, or {@code https://localhost:9443} by offset
 */
public record Options(
        Path data,
        Path distribution,
        int portOffset,
        int gateways,
        String listen,
        List<String> services,
        boolean json,
        Optional<String> adminPassword,
        String publicUrl) {

    private static final int MOST_GATEWAYS = 16;

    /** 10280, the highest fixed port, with its offset and that of the last gateway, is still a port. */
    private static final int LARGEST_OFFSET = 65535 - 10280 - 10 * MOST_GATEWAYS;

    public static Options of(String[] args, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < args.length; index++) {
            String name = args[index];
            int equals = name.indexOf('=');
            if (equals > 0) {
                values.put(name.substring(0, equals), name.substring(equals + 1));
            } else if (index + 1 < args.length) {
                values.put(name, args[++index]);
            } else {
                throw new IllegalArgumentException(name + " needs a value");
            }
        }
        List<String> known =
                List.of("--data", "--distribution", "--port-offset", "--gateways", "--listen", "--services", "-o");
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("no such option: " + name);
                });
        int offset = number(
                "--port-offset",
                values.getOrDefault("--port-offset", environment.getOrDefault("TOLLGATE_PORT_OFFSET", "0")),
                0,
                LARGEST_OFFSET);
        String format = values.getOrDefault("-o", "text");
        if (!format.equals("text") && !format.equals("json")) {
            throw new IllegalArgumentException("-o takes json, not " + format);
        }
        String publicUrl = environment.getOrDefault(
                "TOLLGATE_PUBLIC_URL",
                environment.getOrDefault("TOLLGATE_PUBLICURL", "https://localhost:" + Ports.FRONT_TLS.at(offset)));
        return new Options(
                Path.of(values.getOrDefault("--data", "data")).toAbsolutePath().normalize(),
                Path.of(values.getOrDefault("--distribution", "."))
                        .toAbsolutePath()
                        .normalize(),
                offset,
                number("--gateways", values.getOrDefault("--gateways", "1"), 1, MOST_GATEWAYS),
                values.getOrDefault("--listen", "127.0.0.1"),
                Arrays.stream(values.getOrDefault("--services", "").split(","))
                        .filter(service -> !service.isBlank())
                        .map(String::strip)
                        .toList(),
                format.equals("json"),
                Optional.ofNullable(environment.get("TOLLGATE_ADMIN_PASSWORD")).filter(password -> !password.isEmpty()),
                publicUrl.replaceFirst("/+$", ""));
    }

    public boolean loopback() {
        return listen.equals("localhost") || listen.equals("::1") || listen.startsWith("127.");
    }

    /** The host under which clients know this installation. */
    public String publicHost() {
        String host = URI.create(publicUrl).getHost();
        return host == null ? "localhost" : host.replaceAll("[\\[\\]]", "");
    }

    private static int number(String name, String value, int least, int most) {
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    name + " takes a number from " + least + " to " + most + ", not " + value);
        }
        return Integer.parseInt(value);
    }
}
