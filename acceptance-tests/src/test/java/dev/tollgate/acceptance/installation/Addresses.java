package dev.tollgate.acceptance.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the launcher prints for an installation: URLs without a final slash, absolute paths. */
public record Addresses(
        String front,
        String frontTls,
        String gateway,
        String gatewayTls,
        List<String> gateways,
        String tokenEndpoint,
        Path caCertificate,
        Path credentialsFile,
        String backendHost,
        long pid) {

    public static Addresses read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Addresses parse(String json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        return new Addresses(
                text(node, "front"),
                text(node, "frontTls"),
                text(node, "gateway"),
                text(node, "gatewayTls"),
                node.path("gateways").valueStream().map(JsonNode::asString).toList(),
                text(node, "tokenEndpoint"),
                Path.of(text(node, "caCertificate")),
                Path.of(text(node, "credentialsFile")),
                text(node, "backendHost"),
                node.path("pid").asLong());
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).asString("");
        if (value.isEmpty() || value.endsWith("/")) {
            throw new IllegalStateException("the launcher's answer has no good " + field + ": " + node);
        }
        return value;
    }
}
