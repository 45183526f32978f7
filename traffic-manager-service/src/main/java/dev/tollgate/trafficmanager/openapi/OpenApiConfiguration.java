package dev.tollgate.trafficmanager.openapi;

import dev.tollgate.platform.auth.Scopes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the routes themselves do not say: how callers are known, and which scopes open an operation. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tollgate Traffic Manager")
                        .version("v4")
                        .description("The throttling part of the admin API v4, with Tollgate's own additions."))
                .components(new Components()
                        .addSecuritySchemes("bearer", scheme("bearer"))
                        .addSecuritySchemes("basic", scheme("basic")));
    }

    private static SecurityScheme scheme(String name) {
        return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(name);
    }

    @Bean
    OperationCustomizer scopesOfOperations() {
        return (operation, method) -> {
            Scopes scopes = method.getMethodAnnotation(Scopes.class);
            if (scopes != null) {
                operation
                        .addSecurityItem(new SecurityRequirement().addList("bearer"))
                        .addSecurityItem(new SecurityRequirement().addList("basic"))
                        .addExtension("x-scopes", List.of(scopes.value()));
            }
            return operation;
        };
    }
}
