package dev.tollgate.publisher.api;

import dev.tollgate.publisher.definition.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings a request's document into the one form that is stored: spellings made alike, absent fields filled. */
final class ApiDefaults {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What an API without operations does: everything, as in WSO2. */
    static final List<Operation> EVERYTHING = List.of("GET", "PUT", "POST", "DELETE", "PATCH").stream()
            .map(verb -> new Operation(verb, "/*", Operation.ANY_AUTH, Operation.UNLIMITED, List.of()))
            .toList();

    private ApiDefaults() {}

    /** Kinds are checked afterwards: nothing here trusts them. */
    static ApiDocument fill(ObjectNode request, List<String> tiers) {
        var api = ApiDocument.of(request);
        if (api.get(ApiField.CONTEXT).isString()) {
            api = api.with(ApiField.CONTEXT, context(api.text(ApiField.CONTEXT)));
        }
        api = text(api, ApiField.DESCRIPTION, "");
        api = text(api, ApiField.TYPE, "HTTP");
        api = text(api, ApiField.AUDIENCE, "PUBLIC");
        api = text(api, ApiField.VISIBILITY, "PUBLIC");
        api = text(api, ApiField.ACCESS_CONTROL, "NONE");
        api = text(api, ApiField.SUBSCRIPTION_AVAILABILITY, "CURRENT_TENANT");
        api = text(api, ApiField.AUTHORIZATION_HEADER, "Authorization");
        api = text(api, ApiField.GATEWAY_TYPE, "wso2/synapse");
        api = text(api, ApiField.GATEWAY_VENDOR, "wso2");
        api = text(api, ApiField.ENDPOINT_IMPLEMENTATION_TYPE, "ENDPOINT");
        api = text(api, ApiField.KEY_VALIDATION, "CACHED");
        for (ApiField list : List.of(
                ApiField.VISIBLE_ROLES,
                ApiField.VISIBLE_TENANTS,
                ApiField.ACCESS_CONTROL_ROLES,
                ApiField.SUBSCRIPTION_AVAILABLE_TENANTS,
                ApiField.TAGS,
                ApiField.CATEGORIES,
                ApiField.MEDIATION_POLICIES,
                ApiField.SCOPES)) {
            if (!api.has(list)) {
                api = api.with(list, List.of());
            }
        }
        api = texts(api, ApiField.TRANSPORT, List.of("http", "https"));
        api = texts(api, ApiField.SECURITY_SCHEME, List.of("oauth2"));
        if (!api.has(ApiField.POLICIES)) {
            api = api.with(ApiField.POLICIES, tiers);
        }
        if (!api.has(ApiField.KEY_MANAGERS)) {
            api = api.with(ApiField.KEY_MANAGERS, List.of("all"));
        }
        if (api.get(ApiField.API_THROTTLING_POLICY).asString("").isBlank()) {
            api = api.with(ApiField.API_THROTTLING_POLICY, (JsonNode) null);
        }
        if (api.get(ApiField.SUNSET).asString("-").isBlank()) {
            api = api.with(ApiField.SUNSET, (JsonNode) null);
        }
        for (ApiField flag : List.of(
                ApiField.IS_DEFAULT_VERSION, ApiField.RESPONSE_CACHING_ENABLED, ApiField.ENABLE_SCHEMA_VALIDATION)) {
            if (!api.has(flag)) {
                api = api.with(flag, false);
            }
        }
        if (api.get(ApiField.TAGS).isArray()) {
            api = api.with(
                    ApiField.TAGS, api.texts(ApiField.TAGS).stream().distinct().toList());
        }
        return mirrorProperties(api);
    }

    /** A leading slash, none at the end, and no version: WSO2 lets {@code {version}} stand there. */
    private static String context(String given) {
        String context = given.strip();
        if (context.endsWith("/{version}")) {
            context = context.substring(0, context.length() - "/{version}".length());
        }
        while (context.endsWith("/")) {
            context = context.substring(0, context.length() - 1);
        }
        return context.startsWith("/") || context.isEmpty() ? context : "/" + context;
    }

    private static ApiDocument text(ApiDocument api, ApiField field, String value) {
        boolean blank =
                !api.has(field) || (api.get(field).isString() && api.text(field).isBlank());
        return blank ? api.with(field, value) : api;
    }

    private static ApiDocument texts(ApiDocument api, ApiField field, List<String> values) {
        return api.get(field).isEmpty() && !api.get(field).isValueNode() ? api.with(field, values) : api;
    }

    /** {@code additionalProperties} and {@code additionalPropertiesMap} say the same; a list that is not empty leads. */
    private static ApiDocument mirrorProperties(ApiDocument api) {
        JsonNode list = api.get(ApiField.ADDITIONAL_PROPERTIES);
        JsonNode map = api.get(ApiField.ADDITIONAL_PROPERTIES_MAP);
        var properties = new ArrayList<ObjectNode>();
        if (list.isArray() && !list.isEmpty()) {
            for (JsonNode item : list) {
                if (!item.isObject()) {
                    return api;
                }
                properties.add(property(item.path("name").asString(""), item));
            }
        } else if (map.isObject()) {
            map.properties().forEach(entry -> properties.add(property(entry.getKey(), entry.getValue())));
        }
        var array = NODES.arrayNode();
        var object = NODES.objectNode();
        for (ObjectNode property : properties) {
            array.add(property);
            object.set(property.path("name").asString(""), property.deepCopy());
        }
        return api.with(ApiField.ADDITIONAL_PROPERTIES, array).with(ApiField.ADDITIONAL_PROPERTIES_MAP, object);
    }

    private static ObjectNode property(String name, JsonNode value) {
        return NODES.objectNode()
                .put("name", name)
                .put("value", value.path("value").asString(""))
                .put("display", value.path("display").asBoolean(false));
    }

    /** Operations in the stored form: verb in upper case, nothing missing. What is no list stays, to be refused. */
    static ApiDocument fillOperations(ApiDocument api) {
        if (api.has(ApiField.OPERATIONS) && !api.get(ApiField.OPERATIONS).isArray()) {
            return api;
        }
        List<Operation> operations = api.operations();
        return api.withOperations(
                operations.isEmpty()
                        ? EVERYTHING
                        : operations.stream()
                                .map(operation -> new Operation(
                                        operation.verb().toUpperCase(Locale.ROOT),
                                        operation.target(),
                                        operation.authType(),
                                        operation.throttlingPolicy(),
                                        operation.scopes()))
                                .toList());
    }
}
