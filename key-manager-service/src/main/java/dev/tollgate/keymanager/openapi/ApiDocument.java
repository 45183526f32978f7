package dev.tollgate.keymanager.openapi;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What the generated document does not know by itself: who may call, and the endpoints that are filters. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String BASIC = "basic";
    private static final String BEARER = "bearer";

    @Bean
    OpenApiCustomizer wholeDocument() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
        return document -> {
            document.info(new Info()
                    .title("Tollgate Key Manager")
                    .version("v1")
                    .description("Users by SCIM 2.0, dynamic client registration v0.17, OAuth 2.0 endpoints."));
            describeCallers(document);
            for (String address : List.of("/oauth2/token", "/oauth2endpoints/token")) {
                document.path(
                        address,
                        form(
                                "A token for a grant (RFC 6749)",
                                "grant_type",
                                "username",
                                "password",
                                "code",
                                "redirect_uri",
                                "code_verifier",
                                "client_id",
                                "refresh_token",
                                "scope"));
            }
            document.path("/oauth2/revoke", form("Ends a token (RFC 7009)", "token", "token_type_hint"));
            document.path(
                    "/oauth2/introspect", form("What a token is good for (RFC 7662)", "token", "token_type_hint"));
        };
    }

    @Bean
    OperationCustomizer scopesOfOperations() {
        return ApiDocument::describe;
    }

    private static void describeCallers(OpenAPI document) {
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        components.addSecuritySchemes(
                BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER));
        components.addSecuritySchemes(
                BASIC, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BASIC));
        document.components(components);
    }

    private static Operation describe(Operation operation, HandlerMethod method) {
        Scopes scopes = method.getMethodAnnotation(Scopes.class);
        if (scopes == null) {
            scopes = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Scopes.class);
        }
        if (scopes != null) {
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
            operation.addSecurityItem(new SecurityRequirement().addList(BASIC));
            operation.addExtension("x-scopes", List.of(scopes.value()));
        }
        return operation;
    }

    /** An endpoint that takes a form from an authenticated client; its first field is needed. */
    private static PathItem form(String summary, String needed, String... fields) {
        Schema<?> schema =
                new ObjectSchema().addProperty(needed, new StringSchema()).addRequiredItem(needed);
        for (String field : fields) {
            schema.addProperty(field, new StringSchema());
        }
        return new PathItem()
                .post(new Operation()
                        .summary(summary)
                        .addSecurityItem(new SecurityRequirement().addList(BASIC))
                        .requestBody(new RequestBody()
                                .required(true)
                                .content(new Content()
                                        .addMediaType(
                                                "application/x-www-form-urlencoded", new MediaType().schema(schema))))
                        .responses(new ApiResponses()
                                .addApiResponse("200", new ApiResponse().description("Done"))
                                .addApiResponse("400", new ApiResponse().description("RFC 6749, section 5.2"))
                                .addApiResponse("401", new ApiResponse().description("invalid_client"))));
    }
}
