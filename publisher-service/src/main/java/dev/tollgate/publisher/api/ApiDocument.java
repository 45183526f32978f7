package dev.tollgate.publisher.api;

import dev.tollgate.publisher.api.ApiField.Kind;
import dev.tollgate.publisher.backend.Backends;
import dev.tollgate.publisher.backend.EndpointConfig;
import dev.tollgate.publisher.definition.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API as its provider describes it: the known fields of the REST contract, each as it came, so that what Tollgate does not
 * interpret goes back unchanged. Immutable.
 */
public final class ApiDocument {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectNode fields;

    private ApiDocument(ObjectNode fields) {
        this.fields = fields;
    }

    /** The known, writable fields of a request; null counts as absent. */
    static ApiDocument of(ObjectNode request) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (var entry : request.properties()) {
            boolean kept = ApiField.of(entry.getKey())
                    .filter(field -> field.kind() != Kind.READ_ONLY)
                    .isPresent();
            if (kept && !entry.getValue().isNull()) {
                fields.set(entry.getKey(), entry.getValue().deepCopy());
            }
        }
        return new ApiDocument(fields);
    }

    public static ApiDocument stored(String json) {
        return new ApiDocument((ObjectNode) MAPPER.readTree(json));
    }

    public String toJson() {
        return fields.toString();
    }

    /** A copy of the fields, to answer with. */
    public ObjectNode copy() {
        return fields.deepCopy();
    }

    public boolean has(ApiField field) {
        return fields.has(field.wireName());
    }

    public JsonNode get(ApiField field) {
        return fields.path(field.wireName());
    }

    public String text(ApiField field) {
        return get(field).asString("");
    }

    public List<String> texts(ApiField field) {
        var texts = new ArrayList<String>();
        get(field).forEach(item -> texts.add(item.asString("")));
        return texts;
    }

    public boolean flag(ApiField field) {
        return get(field).asBoolean(false);
    }

    public long number(ApiField field) {
        return get(field).asLong(0);
    }

    public ApiDocument with(ApiField field, @Nullable JsonNode value) {
        ObjectNode changed = fields.deepCopy();
        if (value == null) {
            changed.remove(field.wireName());
        } else {
            changed.set(field.wireName(), value);
        }
        return new ApiDocument(changed);
    }

    public ApiDocument with(ApiField field, String value) {
        return with(field, JsonNodeFactory.instance.stringNode(value));
    }

    public ApiDocument with(ApiField field, boolean value) {
        return with(field, JsonNodeFactory.instance.booleanNode(value));
    }

    public ApiDocument with(ApiField field, List<String> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return with(field, array);
    }

    public Backends backends() {
        return EndpointConfig.read(get(ApiField.ENDPOINT_CONFIG));
    }

    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (JsonNode node : get(ApiField.OPERATIONS)) {
            operations.add(operation(node));
        }
        return operations;
    }

    private static Operation operation(JsonNode node) {
        var scopes = new ArrayList<String>();
        node.path("scopes").forEach(scope -> scopes.add(scope.asString("")));
        return new Operation(
                node.path("verb").asString("").toUpperCase(Locale.ROOT),
                node.path("target").asString(""),
                orDefault(node.path("authType").asString(""), Operation.ANY_AUTH),
                orDefault(node.path("throttlingPolicy").asString(""), Operation.UNLIMITED),
                scopes);
    }

    private static String orDefault(String value, String otherwise) {
        return value.isBlank() ? otherwise : value;
    }

    /** These operations; what the document says beside them about an operation of the same verb and target stays. */
    ApiDocument withOperations(List<Operation> operations) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (Operation operation : operations) {
            ObjectNode node = known(operation);
            node.put("target", operation.target());
            node.put("verb", operation.verb());
            node.put("authType", operation.authType());
            node.put("throttlingPolicy", operation.throttlingPolicy());
            var scopes = node.putArray("scopes");
            operation.scopes().forEach(scopes::add);
            array.add(node);
        }
        return with(ApiField.OPERATIONS, array);
    }

    private ObjectNode known(Operation operation) {
        for (JsonNode node : get(ApiField.OPERATIONS)) {
            if (node instanceof ObjectNode object
                    && node.path("target").asString("").equals(operation.target())
                    && node.path("verb").asString("").equalsIgnoreCase(operation.verb())) {
                return object.deepCopy();
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Names of the scopes that the API declares. */
    public List<String> scopeNames() {
        var names = new ArrayList<String>();
        get(ApiField.SCOPES)
                .forEach(scope -> names.add(scope.path("scope").path("name").asString("")));
        return names;
    }

    /** Fields whose values differ; a field that is absent on one side differs as well. */
    List<ApiField> differences(ApiDocument other) {
        var differing = new ArrayList<ApiField>();
        for (ApiField field : ApiField.values()) {
            if (!Objects.equals(get(field), other.get(field))) {
                differing.add(field);
            }
        }
        return differing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiDocument document && document.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
