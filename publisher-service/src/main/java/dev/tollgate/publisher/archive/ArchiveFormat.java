package dev.tollgate.publisher.archive;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the texts of an archive are written; both are read. */
enum ArchiveFormat {
    JSON,
    YAML;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Optional<ArchiveFormat> of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "JSON" -> Optional.of(JSON);
            case "YAML" -> Optional.of(YAML);
            default -> Optional.empty();
        };
    }

    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] write(JsonNode tree) {
        return text(tree).getBytes(StandardCharsets.UTF_8);
    }

    private String text(JsonNode tree) {
        if (this == JSON) {
            return MAPPER.writeValueAsString(tree) + "\n";
        }
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(MAPPER.treeToValue(tree, Object.class));
    }
}
