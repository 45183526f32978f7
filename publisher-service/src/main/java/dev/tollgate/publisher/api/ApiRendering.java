package dev.tollgate.publisher.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** APIs in the shapes of the REST contract. */
final class ApiRendering {

    private static final DateTimeFormatter DETAIL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LIST =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private ApiRendering() {}

    static ObjectNode full(Api api) {
        return full(api.document(), api, api.id(), false);
    }

    /** The API as a revision keeps it. */
    static ObjectNode full(ApiDocument document, Api api, UUID id, boolean revision) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", id.toString());
        answer.setAll(document.copy());
        answer.put("provider", api.provider());
        answer.put("lifeCycleStatus", api.state().name());
        answer.put("isRevision", revision);
        if (revision) {
            answer.put("revisionedApiId", api.id().toString());
        }
        answer.put("hasThumbnail", api.hasThumbnail());
        api.deprecatedAt().ifPresent(since -> answer.put("deprecatedTime", DETAIL.format(since)));
        answer.put("createdTime", DETAIL.format(api.createdAt()));
        answer.put("lastUpdatedTime", DETAIL.format(api.updatedAt()));
        answer.put("lastUpdatedTimestamp", Long.toString(api.updatedAt().toEpochMilli()));
        return answer;
    }

    static ObjectNode summary(SearchApis.Row row) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ApiDocument document = row.document();
        answer.put("id", row.id().toString());
        answer.put("name", row.name());
        copy(document, ApiField.DISPLAY_NAME, answer);
        answer.put("description", row.description());
        answer.put("context", row.context());
        copy(document, ApiField.ADDITIONAL_PROPERTIES, answer);
        copy(document, ApiField.ADDITIONAL_PROPERTIES_MAP, answer);
        answer.put("version", row.version());
        answer.put("provider", row.provider());
        answer.put("type", "HTTP");
        copy(document, ApiField.AUDIENCE, answer);
        answer.put("lifeCycleStatus", row.state().name());
        answer.put("hasThumbnail", row.hasThumbnail());
        copy(document, ApiField.SECURITY_SCHEME, answer);
        answer.put("createdTime", time(row.createdAt()));
        answer.put("updatedTime", time(row.updatedAt()));
        answer.put("updatedBy", row.updatedBy());
        copy(document, ApiField.GATEWAY_VENDOR, answer);
        copy(document, ApiField.GATEWAY_TYPE, answer);
        answer.put("advertiseOnly", false);
        answer.put("monetizedInfo", false);
        JsonNode business = document.get(ApiField.BUSINESS_INFORMATION);
        person(business, "businessOwner", "businessOwner", answer);
        person(business, "businessOwnerEmail", "businessOwnerEmail", answer);
        person(business, "technicalOwner", "TechnicalOwner", answer);
        person(business, "technicalOwnerEmail", "TechnicalOwnerEmail", answer);
        return answer;
    }

    private static String time(Instant instant) {
        return LIST.format(instant);
    }

    private static void copy(ApiDocument document, ApiField field, ObjectNode answer) {
        if (document.has(field)) {
            answer.set(field.wireName(), document.get(field).deepCopy());
        }
    }

    private static void person(JsonNode business, String from, String to, ObjectNode answer) {
        if (business.path(from).isString()) {
            answer.put(to, business.path(from).stringValue());
        }
    }
}
