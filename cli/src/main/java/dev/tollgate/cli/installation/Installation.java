package dev.tollgate.cli.installation;

import dev.tollgate.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running installation's addresses: URLs without a final slash, as the launcher wrote them. */
public record Installation(
        String front,
        List<String> gateways,
        String tokenEndpoint,
        Path credentialsFile,
        String backend,
        Path directory) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A user of the installation and the password. */
    public record Account(String userName, String password) {}

    /** Reads {@code run/tollgate.json} and {@code run/sample-backend} of the data directory. */
    public static Installation in(Path dataDirectory) {
        Path run = dataDirectory.toAbsolutePath().normalize().resolve("run");
        JsonNode addresses = read(run.resolve("tollgate.json"));
        return new Installation(
                text(addresses, "front"),
                gateways(addresses),
                text(addresses, "tokenEndpoint"),
                Path.of(text(addresses, "credentialsFile")),
                backend(run, text(addresses, "backendHost")),
                run);
    }

    public Account administrator() {
        JsonNode admin = read(credentialsFile).path("admin");
        return new Account(text(admin, "username"), text(admin, "password"));
    }

    private static List<String> gateways(JsonNode addresses) {
        List<String> gateways = addresses
                .path("gateways")
                .valueStream()
                .map(JsonNode::asString)
                .filter(url -> url.startsWith("http://"))
                .toList();
        return gateways.isEmpty() ? List.of(text(addresses, "gateway")) : gateways;
    }

    /** The sample backend listens where the gateways reach this machine; only its port is its own. */
    private static String backend(Path run, String backendHost) {
        Path file = run.resolve("sample-backend");
        try {
            java.net.URI written = java.net.URI.create(Files.readString(file).strip());
            return "http://" + backendHost + ":" + written.getPort();
        } catch (IOException | IllegalArgumentException e) {
            throw notRunning(file);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw notRunning(file);
        }
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).asString("");
        if (value.isEmpty()) {
            throw new CommandFailure(
                    "the installation's addresses can't be read",
                    "\"" + field + "\" is missing",
                    "stop it with ./tollgate down and start it again with ./tollgate up");
        }
        return value;
    }

    private static CommandFailure notRunning(Path file) {
        return new CommandFailure(
                "no running installation",
                file + " can't be read",
                "start one with ./tollgate up, or name its directory with --data DIR");
    }
}
