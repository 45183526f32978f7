package dev.tollgate.publisher.openapi;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.publisher.api.ApiField;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/** Tells of APIs by the same list of fields that requests are read with, and of each operation the scopes that it checks. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String SECURITY = "OAuth2Security";
    private static final String API = "API";

    OpenApiConfiguration() {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class)
                .replaceWithSchema(ObjectNode.class, new ObjectSchema());
    }

    @Bean
    OpenApiCustomizer apiSchema() {
        return document -> {
            document.info(new Info().title("Tollgate Publisher").version("v4"));
            Components components = document.getComponents() == null ? new Components() : document.getComponents();
            document.components(components
                    .addSchemas(API, api())
                    .addSecuritySchemes(
                            SECURITY,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.OAUTH2)
                                    .flows(new OAuthFlows()
                                            .password(new OAuthFlow()
                                                    .tokenUrl("/oauth2/token")
                                                    .scopes(new io.swagger.v3.oas.models.security.Scopes())))));
            document.servers(List.of());
        };
    }

    /** Any one of the scopes is enough: each stands as a requirement of its own. */
    @Bean
    OperationCustomizer scopes() {
        return (operation, method) -> {
            Scopes scopes = method.getMethodAnnotation(Scopes.class);
            if (scopes == null && !method.hasMethodAnnotation(Anyone.class)) {
                scopes = method.getBeanType().getAnnotation(Scopes.class);
            }
            if (scopes != null) {
                for (String scope : scopes.value()) {
                    operation.addSecurityItem(new SecurityRequirement().addList(SECURITY, scope));
                }
            }
            return operation;
        };
    }

    /** Where a body is an API, or a list of them. */
    @Bean
    OperationCustomizer apiBodies() {
        return (operation, method) -> {
            boolean taken = Arrays.stream(method.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == ObjectNode.class);
            if (taken) {
                operation.getRequestBody().content(json(new Schema<>().$ref(API)));
            }
            String given = method.getReturnType().getGenericParameterType().getTypeName();
            if (given.contains(ObjectNode.class.getName())) {
                Schema<?> one = new Schema<>().$ref(API);
                Schema<?> answer = given.contains(Listing.class.getName())
                        ? new ObjectSchema()
                                .addProperty("count", new IntegerSchema())
                                .addProperty("list", new ArraySchema().items(one))
                                .addProperty("pagination", new ObjectSchema())
                        : one;
                operation.getResponses().values().forEach(response -> response.content(json(answer)));
            }
            return operation;
        };
    }

    private static Content json(Schema<?> schema) {
        return new Content().addMediaType("application/json", new MediaType().schema(schema));
    }

    private static Schema<?> api() {
        var api = new ObjectSchema();
        for (ApiField field : ApiField.values()) {
            api.addProperty(field.wireName(), schema(field.kind()));
        }
        return api.required(List.of("name", "context", "version"));
    }

    private static Schema<?> schema(ApiField.Kind kind) {
        return switch (kind) {
            case TEXT -> new StringSchema();
            case TEXTS -> new ArraySchema().items(new StringSchema());
            case FLAG -> new BooleanSchema();
            case NUMBER -> new IntegerSchema().format("int64");
            case OBJECT -> new ObjectSchema();
            case OBJECTS -> new ArraySchema().items(new ObjectSchema());
            case OPAQUE -> new Schema<>();
            case READ_ONLY -> new Schema<>().readOnly(true);
        };
    }
}
