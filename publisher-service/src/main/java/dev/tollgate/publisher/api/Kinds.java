package dev.tollgate.publisher.api;

import tools.jackson.databind.JsonNode;

/** Whether each field holds what the contract says it holds. */
final class Kinds {

    private Kinds() {}

    static void check(ApiDocument api) {
        for (ApiField field : ApiField.values()) {
            if (api.has(field) && !fits(field.kind(), api.get(field))) {
                throw ApiRules.bad(field, "must be " + expected(field.kind()));
            }
        }
    }

    private static boolean fits(ApiField.Kind kind, JsonNode value) {
        return switch (kind) {
            case TEXT -> value.isString();
            case TEXTS -> value.isArray() && all(value, JsonNode::isString);
            case FLAG -> value.isBoolean();
            case NUMBER -> value.isIntegralNumber() && value.canConvertToLong();
            case OBJECT -> value.isObject();
            case OBJECTS -> value.isArray() && all(value, JsonNode::isObject);
            case OPAQUE, READ_ONLY -> true;
        };
    }

    private static boolean all(JsonNode array, java.util.function.Predicate<JsonNode> test) {
        for (JsonNode item : array) {
            if (!test.test(item)) {
                return false;
            }
        }
        return true;
    }

    private static String expected(ApiField.Kind kind) {
        return switch (kind) {
            case TEXT -> "text";
            case TEXTS -> "a list of texts";
            case FLAG -> "true or false";
            case NUMBER -> "a whole number";
            case OBJECT -> "an object";
            case OBJECTS -> "a list of objects";
            case OPAQUE, READ_ONLY -> "anything";
        };
    }
}
