package dev.tollgate.publisher.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI 3.0 or 3.1 document and what it says about operations. What gateways need beside it stands in WSO2's extensions:
 * {@code x-auth-type}, {@code x-throttling-tier}, and the scopes of the security scheme {@code default}. Other security schemes
 * speak of the backend's own authorization server, so their scopes are documentation, and no token has to carry them.
 */
public final class Definition {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String DEFAULT_SCHEME = "default";

    private final ObjectNode tree;

    Definition(ObjectNode tree) {
        this.tree = tree;
    }

    /** A definition that was stored after it had been read once. */
    public static Definition stored(String json) {
        return new Definition((ObjectNode) MAPPER.readTree(json));
    }

    /** The plainest document with these operations. */
    public static Definition generate(String title, String version, List<Operation> operations) {
        ObjectNode tree = NODES.objectNode();
        tree.put("openapi", "3.0.1");
        tree.putObject("info").put("title", title).put("version", version);
        tree.putObject("paths");
        return new Definition(tree).withOperations(operations, List.of());
    }

    public String title() {
        return tree.path("info").path("title").asString("");
    }

    public String version() {
        return tree.path("info").path("version").asString("");
    }

    public String description() {
        return tree.path("info").path("description").asString("");
    }

    public String openApiVersion() {
        return tree.path("openapi").asString("");
    }

    /** Absolute URLs of the document's servers. */
    public List<String> servers() {
        var urls = new ArrayList<String>();
        tree.path("servers").forEach(server -> {
            String url = server.path("url").asString("");
            if (url.startsWith("http://") || url.startsWith("https://")) {
                urls.add(url);
            }
        });
        return urls;
    }

    /** In the document's order. */
    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : tree.path("paths").properties()) {
            JsonNode item = pathItem(path.getValue());
            for (String verb : Operation.VERBS) {
                JsonNode operation = item.path(verb.toLowerCase(Locale.ROOT));
                if (path.getKey().startsWith("/") && operation.isObject()) {
                    operations.add(operation(verb, path.getKey(), operation));
                }
            }
        }
        return operations;
    }

    private static Operation operation(String verb, String target, JsonNode node) {
        var scopes = new ArrayList<String>();
        for (JsonNode requirement : node.path("security")) {
            requirement.path(DEFAULT_SCHEME).forEach(scope -> scopes.add(scope.asString()));
        }
        return new Operation(
                verb,
                target,
                node.path("x-auth-type").asString(Operation.ANY_AUTH),
                node.path("x-throttling-tier").asString(Operation.UNLIMITED),
                scopes.stream().distinct().toList());
    }

    private JsonNode pathItem(JsonNode item) {
        JsonNode reference = item.path("$ref");
        if (reference.isString() && reference.stringValue().startsWith("#/")) {
            JsonNode target = tree.at(reference.stringValue().substring(1));
            if (target.isObject()) {
                return target;
            }
        }
        return item;
    }

    void checkOperations(List<DefinitionProblem> problems) {
        for (var path : tree.path("paths").properties()) {
            if (!path.getKey().startsWith("/") && !path.getKey().startsWith("x-")) {
                problems.add(new DefinitionProblem("paths.'" + path.getKey() + "'", "a path starts with /."));
            }
            if (pathItem(path.getValue()).has("trace")) {
                problems.add(new DefinitionProblem("paths.'" + path.getKey() + "'(trace)", "TRACE is not supported."));
            }
        }
        var routes = new HashMap<String, String>();
        for (Operation operation : operations()) {
            String other = routes.putIfAbsent(operation.route(), operation.target());
            if (other != null) {
                problems.add(new DefinitionProblem(
                        "paths.'" + operation.target() + "'(" + operation.verb().toLowerCase(Locale.ROOT) + ")",
                        "answers the same calls as '" + other + "'."));
            }
            if (!Operation.AUTH_TYPES.contains(operation.authType())) {
                problems.add(new DefinitionProblem(
                        "paths.'" + operation.target() + "'(" + operation.verb().toLowerCase(Locale.ROOT)
                                + ").x-auth-type",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Operation.AUTH_TYPES.stream().sorted().toList()) + "."));
            }
        }
    }

    /**
     * The same document with exactly these operations; those that say the same as before stay untouched.
     *
     * @param scopes names of the API's scopes, declared in the document's default scheme
     */
    public Definition withOperations(List<Operation> wanted, List<String> scopes) {
        ObjectNode copy = tree.deepCopy();
        JsonNode present = copy.path("paths");
        ObjectNode paths = present.isObject() ? (ObjectNode) present : copy.putObject("paths");
        Set<String> kept = wanted.stream()
                .map(operation -> operation.verb() + " " + operation.target())
                .collect(Collectors.toSet());
        var known = new HashMap<String, Operation>();
        for (Operation operation : operations()) {
            String key = operation.verb() + " " + operation.target();
            known.put(key, operation);
            if (!kept.contains(key)) {
                remove(paths, operation);
            }
        }
        for (Operation operation : wanted) {
            Operation before = known.get(operation.verb() + " " + operation.target());
            if (!operation.equals(before)) {
                put(paths, operation, before);
            }
        }
        if (!scopes.isEmpty()) {
            declare(copy, scopes);
        }
        return new Definition(copy);
    }

    private void remove(ObjectNode paths, Operation operation) {
        ObjectNode item = writableItem(paths, operation.target());
        item.remove(operation.verb().toLowerCase(Locale.ROOT));
        boolean empty = Operation.VERBS.stream().noneMatch(verb -> item.has(verb.toLowerCase(Locale.ROOT)));
        if (empty) {
            paths.remove(operation.target());
        }
    }

    private void put(ObjectNode paths, Operation operation, @Nullable Operation before) {
        ObjectNode item = writableItem(paths, operation.target());
        String verb = operation.verb().toLowerCase(Locale.ROOT);
        ObjectNode node = item.path(verb) instanceof ObjectNode object ? object : item.putObject(verb);
        if (!node.has("responses")) {
            node.putObject("responses").putObject("200").put("description", "OK");
            parameters(operation.target(), node);
        }
        if (before == null || !before.authType().equals(operation.authType())) {
            node.put("x-auth-type", operation.authType());
        }
        if (before == null || !before.throttlingPolicy().equals(operation.throttlingPolicy())) {
            node.put("x-throttling-tier", operation.throttlingPolicy());
        }
        if (before == null ? !operation.scopes().isEmpty() : !before.scopes().equals(operation.scopes())) {
            var requirements = node.withArray("security");
            for (int i = requirements.size() - 1; i >= 0; i--) {
                if (requirements.get(i).has(DEFAULT_SCHEME)) {
                    requirements.remove(i);
                }
            }
            if (!operation.scopes().isEmpty()) {
                var names = requirements.addObject().putArray(DEFAULT_SCHEME);
                operation.scopes().forEach(names::add);
            } else if (requirements.isEmpty()) {
                node.remove("security");
            }
        }
    }

    private ObjectNode writableItem(ObjectNode paths, String target) {
        JsonNode item = paths.path(target);
        if (!item.isObject()) {
            return paths.putObject(target);
        }
        JsonNode resolved = pathItem(item);
        if (item.has("$ref")) {
            ObjectNode inlined = ((ObjectNode) resolved).deepCopy();
            paths.set(target, inlined);
            return inlined;
        }
        return (ObjectNode) item;
    }

    private static void parameters(String target, ObjectNode node) {
        var names = new ArrayList<String>();
        for (int open = target.indexOf('{'); open >= 0; open = target.indexOf('{', open + 1)) {
            int close = target.indexOf('}', open);
            if (close > open + 1) {
                names.add(target.substring(open + 1, close));
            }
        }
        if (!names.isEmpty() && !node.has("parameters")) {
            var parameters = node.putArray("parameters");
            for (String name : names) {
                parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "path")
                        .put("required", true)
                        .putObject("schema")
                        .put("type", "string");
            }
        }
    }

    private static void declare(ObjectNode copy, List<String> scopes) {
        ObjectNode components =
                copy.path("components") instanceof ObjectNode object ? object : copy.putObject("components");
        ObjectNode schemes = components.path("securitySchemes") instanceof ObjectNode object
                ? object
                : components.putObject("securitySchemes");
        if (!(schemes.path(DEFAULT_SCHEME) instanceof ObjectNode)) {
            schemes.putObject(DEFAULT_SCHEME)
                    .put("type", "oauth2")
                    .putObject("flows")
                    .putObject("clientCredentials")
                    .put("tokenUrl", "/oauth2/token")
                    .putObject("scopes");
        }
        for (var flow : schemes.path(DEFAULT_SCHEME).path("flows").properties()) {
            if (flow.getValue().path("scopes") instanceof ObjectNode declared) {
                for (String scope : scopes) {
                    if (!declared.has(scope)) {
                        declared.put(scope, "");
                    }
                }
            }
        }
    }

    /** Names and descriptions of the scopes that the default scheme declares. */
    public List<Scope> scopes() {
        var scopes = new ArrayList<Scope>();
        var names = new HashSet<String>();
        for (var flow : tree.path("components")
                .path("securitySchemes")
                .path(DEFAULT_SCHEME)
                .path("flows")
                .properties()) {
            for (var scope : flow.getValue().path("scopes").properties()) {
                if (names.add(scope.getKey())) {
                    scopes.add(new Scope(scope.getKey(), scope.getValue().asString("")));
                }
            }
        }
        for (Operation operation : operations()) {
            for (String name : operation.scopes()) {
                if (names.add(name)) {
                    scopes.add(new Scope(name, ""));
                }
            }
        }
        return scopes;
    }

    /** The same document under another version of the API. */
    public Definition withVersion(String version) {
        ObjectNode copy = tree.deepCopy();
        ((ObjectNode) copy.path("info")).put("version", version);
        return new Definition(copy);
    }

    public record Scope(String name, String description) {}

    /** What consumers may read: without the provider's servers and Tollgate's own extensions. */
    public Definition forConsumers() {
        ObjectNode copy = tree.deepCopy();
        copy.remove("servers");
        for (var path : copy.path("paths").properties()) {
            if (path.getValue() instanceof ObjectNode item) {
                item.remove("servers");
                for (var member : item.properties()) {
                    if (member.getValue() instanceof ObjectNode operation) {
                        operation.remove(List.of("servers", "x-throttling-tier"));
                    }
                }
            }
        }
        return new Definition(copy);
    }

    public String toJson() {
        return tree.toString();
    }
}
