package dev.tollgate.publisher.definition;

import dev.tollgate.publisher.definition.DefinitionReading.Accepted;
import dev.tollgate.publisher.definition.DefinitionReading.Refused;
import dev.tollgate.publisher.definition.DocumentTree.UnreadableException;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads OpenAPI 3.0 and 3.1 documents. References that lead out of the document are refused rather than followed, and the parser
 * that checks the rest is told to resolve nothing: reading never opens a connection or a file.
 */
@Component
public final class DefinitionReader {

    private static final int MAX_PROBLEMS = 50;

    private final DocumentTree trees = new DocumentTree();

    public DefinitionReading read(String text) {
        ObjectNode tree;
        try {
            tree = trees.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (UnreadableException unreadable) {
            return new Refused(List.of(unreadable.problem()));
        }
        var problems = new ArrayList<DefinitionProblem>();
        version(tree, problems);
        references(tree, "#", problems);
        if (problems.isEmpty()) {
            grammar(tree, problems);
        }
        if (problems.isEmpty()) {
            var definition = new Definition(tree);
            definition.checkOperations(problems);
            if (problems.isEmpty()) {
                return new Accepted(definition);
            }
        }
        return new Refused(problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS)));
    }

    private static void version(ObjectNode tree, List<DefinitionProblem> problems) {
        String version = tree.path("openapi").asString("");
        if (version.matches("3\\.[01](\\..*)?")) {
            return;
        }
        String found = !version.isEmpty()
                ? "this is OpenAPI " + version
                : tree.has("swagger")
                        ? "this is Swagger " + tree.path("swagger").asString("")
                        : "no version is named";
        problems.add(new DefinitionProblem(
                "#/openapi", "OpenAPI 3.0 and 3.1 documents are taken; " + abbreviate(found) + "."));
    }

    /** Every {@code $ref} must stay inside the document, {@code #/…}, and an external example may not be named either. */
    private static void references(JsonNode node, String path, List<DefinitionProblem> problems) {
        if (problems.size() >= MAX_PROBLEMS) {
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                references(node.path(i), path + "/" + i, problems);
            }
            return;
        }
        for (var field : node.properties()) {
            JsonNode value = field.getValue();
            if (field.getKey().equals("$ref")
                    && value.isString()
                    && !value.stringValue().startsWith("#")) {
                problems.add(new DefinitionProblem(
                        path,
                        "the reference '" + abbreviate(value.stringValue())
                                + "' leads out of the document and is not followed; put what it names inside."));
            } else {
                references(value, path + "/" + field.getKey().replace("~", "~0").replace("/", "~1"), problems);
            }
        }
    }

    private static void grammar(ObjectNode tree, List<DefinitionProblem> problems) {
        var options = new ParseOptions();
        options.setResolve(false);
        options.setResolveFully(false);
        options.setFlatten(false);
        SwaggerParseResult result;
        try {
            result = new OpenAPIV3Parser().readContents(tree.toString(), null, options);
        } catch (RuntimeException broken) {
            problems.add(new DefinitionProblem("#", "the document cannot be understood as OpenAPI."));
            return;
        }
        if (result.getMessages() != null) {
            for (String message : result.getMessages()) {
                problems.add(problem(message));
            }
        }
        if (result.getOpenAPI() == null && problems.isEmpty()) {
            problems.add(new DefinitionProblem("#", "the document cannot be understood as OpenAPI."));
        }
    }

    /** The parser says {@code attribute paths.'/x'(get).responses is missing}. */
    private static DefinitionProblem problem(String message) {
        if (message.startsWith("attribute ")) {
            String rest = message.substring("attribute ".length());
            int space = rest.indexOf(' ', rest.lastIndexOf('\'') + 1);
            if (space > 0) {
                return new DefinitionProblem(rest.substring(0, space), abbreviate(rest.substring(space + 1)) + ".");
            }
        }
        return new DefinitionProblem("", abbreviate(message));
    }

    private static String abbreviate(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
