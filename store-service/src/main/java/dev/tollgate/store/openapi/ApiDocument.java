package dev.tollgate.store.openapi;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What the generated OpenAPI document says beyond routes and shapes: how callers are known, and which scopes let them in. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String BASIC = "basic";
    private static final String BEARER = "bearer";

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tollgate Store")
                        .version("v3")
                        .description("Subset of the devportal API v3, with Tollgate's own additions."))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BEARER))
                        .addSecuritySchemes(
                                BASIC,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(BASIC)));
    }

    @Bean
    OperationCustomizer callersAndScopes() {
        return ApiDocument::complete;
    }

    private static Operation complete(Operation operation, HandlerMethod method) {
        if (operation.getParameters() != null) {
            Set<String> callers = Arrays.stream(method.getMethodParameters())
                    .filter(parameter -> parameter.getParameterType() == Caller.class)
                    .map(MethodParameter::getParameter)
                    .map(java.lang.reflect.Parameter::getName)
                    .collect(Collectors.toSet());
            operation.getParameters().removeIf(parameter -> callers.contains(parameter.getName()));
        }
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
}
