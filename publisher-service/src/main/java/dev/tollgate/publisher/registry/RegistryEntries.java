package dev.tollgate.publisher.registry;

import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiChanged;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.api.ApiDocument;
import dev.tollgate.publisher.api.ApiField;
import dev.tollgate.publisher.api.Apis;
import dev.tollgate.publisher.api.Definitions;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.deployment.Deployment;
import dev.tollgate.publisher.deployment.Deployments;
import dev.tollgate.publisher.revision.Revisions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Keeps the registry equal to the APIs, in the transactions that change them. How an API is called (operations, definition,
 * security) is told as the newest deployed revision has it; what is said about it, as the provider last saved it.
 */
@Service
class RegistryEntries {

    private static final String UPSERT = """
        INSERT INTO registry.published_apis
            (api_id, name, context, version, provider, description, life_cycle_state, default_version, tags,
            categories, tiers, visibility, visible_roles, security_schemes, authorization_header, api_key_header,
            transports, operations, scopes, business_information, additional_properties, definition,
            has_thumbnail, environments, created_at, updated_at)
        VALUES (:id, :name, :context, :version, :provider, :description, :state,
            (SELECT serves_default FROM apis.apis WHERE id = :id), :tags, :categories,
            :tiers, :visibility, :roles, :schemes, :authorization, :apiKey, :transports, :operations::jsonb,
            :scopes::jsonb, :business::jsonb, :properties::jsonb, :definition, :thumbnail, :environments, :created,
            :updated)
        ON CONFLICT (api_id) DO UPDATE
        SET name = excluded.name, context = excluded.context, version = excluded.version,
            provider = excluded.provider, description = excluded.description,
            life_cycle_state = excluded.life_cycle_state, default_version = excluded.default_version,
            tags = excluded.tags, categories = excluded.categories, tiers = excluded.tiers,
            visibility = excluded.visibility, visible_roles = excluded.visible_roles,
            security_schemes = excluded.security_schemes, authorization_header = excluded.authorization_header,
            api_key_header = excluded.api_key_header, transports = excluded.transports,
            operations = excluded.operations, scopes = excluded.scopes,
            business_information = excluded.business_information,
            additional_properties = excluded.additional_properties, definition = excluded.definition,
            has_thumbnail = excluded.has_thumbnail, environments = excluded.environments,
            updated_at = excluded.updated_at
        """;

    private final Apis apis;
    private final Definitions definitions;
    private final Revisions revisions;
    private final Deployments deployments;
    private final JdbcClient database;

    RegistryEntries(
            Apis apis, Definitions definitions, Revisions revisions, Deployments deployments, JdbcClient database) {
        this.apis = apis;
        this.definitions = definitions;
        this.revisions = revisions;
        this.deployments = deployments;
        this.database = database;
    }

    /** After those who count what is still deployed. */
    @EventListener
    @Order(10)
    void on(ApiChanged change) {
        if (change instanceof ApiDeleted) {
            remove(change.apiId());
            return;
        }
        Api api = apis.findById(change.apiId()).orElseThrow();
        if (api.state().visibleToConsumers()) {
            put(api);
        } else {
            remove(api.id());
        }
    }

    private void remove(UUID apiId) {
        database.sql("DELETE FROM registry.published_apis WHERE api_id = ?")
                .param(apiId)
                .update();
    }

    private void put(Api api) {
        List<Deployment> deployed = deployments.list(api.id());
        ApiDocument said = api.document();
        ApiDocument served = said;
        Definition definition;
        if (deployed.isEmpty()) {
            definition = definitions.of(api.id());
        } else {
            var content = revisions.content(deployed.getFirst().revisionId());
            served = content.document();
            definition = content.definition();
        }
        database.sql(UPSERT)
                .param("id", api.id())
                .param("name", api.name())
                .param("context", api.context())
                .param("version", api.version())
                .param("provider", api.provider())
                .param("description", said.text(ApiField.DESCRIPTION))
                .param("state", api.state().name())
                .param("thumbnail", api.hasThumbnail())
                .param("tags", array(said, ApiField.TAGS))
                .param("categories", array(said, ApiField.CATEGORIES))
                .param("tiers", array(said, ApiField.POLICIES))
                .param("visibility", said.text(ApiField.VISIBILITY))
                .param("roles", array(said, ApiField.VISIBLE_ROLES))
                .param("schemes", array(served, ApiField.SECURITY_SCHEME))
                .param("authorization", served.text(ApiField.AUTHORIZATION_HEADER))
                .param("apiKey", served.text(ApiField.API_KEY_HEADER))
                .param("transports", array(served, ApiField.TRANSPORT))
                .param("operations", operations(served).toString())
                .param("scopes", scopes(served).toString())
                .param("business", object(said.get(ApiField.BUSINESS_INFORMATION)))
                .param("properties", said.get(ApiField.ADDITIONAL_PROPERTIES).toString())
                .param("definition", definition.forConsumers().toJson())
                .param(
                        "environments",
                        deployed.stream()
                                .filter(Deployment::displayOnDevportal)
                                .map(Deployment::environment)
                                .toArray(String[]::new))
                .param("created", api.createdAt().atOffset(ZoneOffset.UTC))
                .param("updated", api.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String[] array(ApiDocument document, ApiField field) {
        return document.texts(field).toArray(String[]::new);
    }

    private static String object(JsonNode node) {
        return node.isObject() ? node.toString() : "{}";
    }

    private static ArrayNode operations(ApiDocument document) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        for (var operation : document.operations()) {
            var scopes = operations
                    .addObject()
                    .put("verb", operation.verb())
                    .put("target", operation.target())
                    .put("authType", operation.authType())
                    .put("throttlingPolicy", operation.throttlingPolicy())
                    .putArray("scopes");
            operation.scopes().forEach(scopes::add);
        }
        return operations;
    }

    private static ArrayNode scopes(ApiDocument document) {
        ArrayNode scopes = JsonNodeFactory.instance.arrayNode();
        for (JsonNode declared : document.get(ApiField.SCOPES)) {
            JsonNode scope = declared.path("scope");
            var roles = scopes.addObject()
                    .put("name", scope.path("name").asString(""))
                    .put("displayName", scope.path("displayName").asString(""))
                    .put("description", scope.path("description").asString(""))
                    .putArray("roles");
            scope.path("bindings").forEach(role -> roles.add(role.asString("")));
        }
        return scopes;
    }
}
