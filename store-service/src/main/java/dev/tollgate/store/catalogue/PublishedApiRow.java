package dev.tollgate.store.catalogue;

import dev.tollgate.store.catalogue.PublishedApi.AdditionalProperty;
import dev.tollgate.store.catalogue.PublishedApi.BusinessInformation;
import dev.tollgate.store.catalogue.PublishedApi.Operation;
import dev.tollgate.store.catalogue.PublishedApi.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads a row of {@code registry.published_apis_v1}; fields that a newer Publisher adds to its JSON are passed over. */
@Component
class PublishedApiRow implements RowMapper<PublishedApi> {

    static final String COLUMNS = """
        api_id, name, context, version, provider, description, life_cycle_state, default_version, tags, categories, tiers,
        security_schemes, authorization_header, api_key_header, transports, operations, scopes, business_information,
        additional_properties, has_thumbnail, environments, created_at, updated_at,
        (SELECT average::text FROM feedback.average_ratings_v1 r WHERE r.api_id = published_apis_v1.api_id) AS average_rating
        """;

    private final JsonMapper json;

    PublishedApiRow(JsonMapper json) {
        this.json = json;
    }

    @Override
    public PublishedApi mapRow(ResultSet row, int number) throws SQLException {
        return new PublishedApi(
                row.getObject("api_id", UUID.class),
                row.getString("name"),
                row.getString("context"),
                row.getString("version"),
                row.getString("provider"),
                Objects.requireNonNullElse(row.getString("description"), ""),
                row.getString("life_cycle_state"),
                row.getBoolean("default_version"),
                texts(row, "tags"),
                texts(row, "categories"),
                texts(row, "tiers"),
                texts(row, "security_schemes"),
                row.getString("authorization_header"),
                row.getString("api_key_header"),
                texts(row, "transports"),
                operations(node(row, "operations")),
                scopes(node(row, "scopes")),
                businessInformation(node(row, "business_information")),
                additionalProperties(node(row, "additional_properties")),
                row.getBoolean("has_thumbnail"),
                texts(row, "environments"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                Objects.requireNonNullElse(row.getString("average_rating"), "0.0"));
    }

    private JsonNode node(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? MissingNode.getInstance() : json.readTree(text);
    }

    private static List<Operation> operations(JsonNode nodes) {
        var operations = new ArrayList<Operation>();
        for (JsonNode node : nodes) {
            operations.add(new Operation(
                    node.path("verb").asString(""), node.path("target").asString("")));
        }
        return List.copyOf(operations);
    }

    private static List<Scope> scopes(JsonNode nodes) {
        var scopes = new ArrayList<Scope>();
        for (JsonNode node : nodes) {
            var roles = new ArrayList<String>();
            node.path("roles").forEach(role -> roles.add(role.asString("")));
            scopes.add(new Scope(
                    node.path("name").asString(""), text(node, "displayName"), text(node, "description"), roles));
        }
        return List.copyOf(scopes);
    }

    private static @Nullable BusinessInformation businessInformation(JsonNode node) {
        return node.isObject()
                ? new BusinessInformation(
                        text(node, "businessOwner"),
                        text(node, "businessOwnerEmail"),
                        text(node, "technicalOwner"),
                        text(node, "technicalOwnerEmail"))
                : null;
    }

    private static List<AdditionalProperty> additionalProperties(JsonNode nodes) {
        var properties = new ArrayList<AdditionalProperty>();
        for (JsonNode node : nodes) {
            properties.add(new AdditionalProperty(
                    node.path("name").asString(""),
                    text(node, "value"),
                    node.path("display").asBoolean(false)));
        }
        return List.copyOf(properties);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asString("");
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
