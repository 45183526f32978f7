package dev.tollgate.publisher.definition;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON or YAML within limits of size, depth and number of nodes. Nothing is fetched, no type is constructed, and an anchor
 * that multiplies itself runs into the limit of nodes.
 */
public final class DocumentTree {

    static final int MAX_CHARACTERS = 10 * 1024 * 1024;
    static final int MAX_DEPTH = 100;
    static final int MAX_NODES = 1_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_CHARACTERS)
                            .maxNumberLength(100)
                            .maxNameLength(10_000)
                            .maxDocumentLength(MAX_CHARACTERS * 4L)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A text that cannot be read, with the place. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String where;

        UnreadableException(String where, String message) {
            super(message, null, false, false);
            this.where = where;
        }

        public DefinitionProblem problem() {
            return new DefinitionProblem(where, String.valueOf(getMessage()));
        }
    }

    public ObjectNode read(String text) throws UnreadableException {
        if (text.length() > MAX_CHARACTERS) {
            throw new UnreadableException("", "The document is larger than " + MAX_CHARACTERS + " characters.");
        }
        String start = text.stripLeading();
        if (start.isEmpty()) {
            throw new UnreadableException("", "The document is empty.");
        }
        JsonNode tree = start.charAt(0) == '{' ? readJson(text) : readYaml(text);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new UnreadableException("line 1", "An OpenAPI document is an object; this is not one.");
    }

    private JsonNode readJson(String text) throws UnreadableException {
        try {
            return json.readTree(text);
        } catch (JacksonException malformed) {
            var location = malformed.getLocation();
            String where = location == null || location.getLineNr() < 1
                    ? ""
                    : "line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw new UnreadableException(where, firstLine(malformed.getOriginalMessage(), "not valid JSON"));
        }
    }

    private static JsonNode readYaml(String text) throws UnreadableException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(200);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            Node root = new Yaml(
                            new SafeConstructor(options),
                            new Representer(new DumperOptions()),
                            new DumperOptions(),
                            options)
                    .compose(new StringReader(text));
            if (root == null) {
                throw new UnreadableException("", "The document is empty.");
            }
            return new YamlNodes().convert(root, 0);
        } catch (MarkedYAMLException malformed) {
            var mark = malformed.getProblemMark();
            String where = mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
            throw new UnreadableException(where, firstLine(malformed.getProblem(), "not valid YAML"));
        } catch (YAMLException malformed) {
            throw new UnreadableException("", firstLine(malformed.getMessage(), "not valid YAML"));
        }
    }

    private static String firstLine(@Nullable String message, String otherwise) {
        if (message == null || message.isBlank()) {
            return otherwise;
        }
        String line = message.lines().findFirst().orElse(otherwise);
        int source = line.indexOf(" (start marker at");
        return source > 0 ? line.substring(0, source) : line;
    }

    /** From YAML's nodes to JSON's: keys are text, whatever they look like; timestamps stay text. */
    private static final class YamlNodes {

        private int count;

        JsonNode convert(Node node, int depth) throws UnreadableException {
            if (depth > MAX_DEPTH) {
                throw new UnreadableException(line(node), "The document is nested deeper than " + MAX_DEPTH + ".");
            }
            if (++count > MAX_NODES) {
                throw new UnreadableException(line(node), "The document has more than " + MAX_NODES + " values.");
            }
            return switch (node) {
                case MappingNode mapping -> object(mapping, depth);
                case SequenceNode sequence -> {
                    var array = NODES.arrayNode();
                    for (Node item : sequence.getValue()) {
                        array.add(convert(item, depth + 1));
                    }
                    yield array;
                }
                case ScalarNode scalar -> scalar(scalar);
                default -> throw new UnreadableException(line(node), "This is not supported in YAML here.");
            };
        }

        private ObjectNode object(MappingNode mapping, int depth) throws UnreadableException {
            var object = NODES.objectNode();
            var keys = new HashSet<String>();
            for (var entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    throw new UnreadableException(line(entry.getKeyNode()), "A key must be plain text.");
                }
                if (!keys.add(key.getValue())) {
                    throw new UnreadableException(line(key), "The key '" + key.getValue() + "' stands there twice.");
                }
                object.set(key.getValue(), convert(entry.getValueNode(), depth + 1));
            }
            return object;
        }

        private static JsonNode scalar(ScalarNode scalar) throws UnreadableException {
            String text = scalar.getValue();
            Tag tag = scalar.getTag();
            if (tag.equals(Tag.NULL)) {
                return NODES.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return NODES.booleanNode(
                        text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on"));
            }
            if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                return number(text);
            }
            if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP) || tag.equals(Tag.MERGE)) {
                return NODES.stringNode(text);
            }
            throw new UnreadableException(line(scalar), "The tag " + tag.getValue() + " is not supported here.");
        }

        private static JsonNode number(String text) {
            if (text.length() > 100) {
                return NODES.stringNode(text);
            }
            try {
                return text.matches("[-+]?(0|[1-9]\\d*)")
                        ? NODES.numberNode(new BigInteger(text.startsWith("+") ? text.substring(1) : text))
                        : NODES.numberNode(new BigDecimal(text));
            } catch (NumberFormatException special) {
                return NODES.stringNode(text); // .inf, 0x1F, 1_000: of no use as numbers in JSON
            }
        }

        private static String line(Node node) {
            return "line " + (node.getStartMark().getLine() + 1);
        }
    }
}
