package dev.tollgate.publisher.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.publisher.definition.DefinitionReader;
import dev.tollgate.publisher.definition.DefinitionReading.Accepted;
import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class OpenApiIT {

    private static final String DOCUMENT = "/api/am/publisher/v4/openapi.json";

    @Test
    void theDocumentTellsOfEveryRouteAndOfNothingElse() {
        var told = new TreeSet<String>();
        var document = Client.with("x", "", "nobody").get(DOCUMENT).json();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> told.add(verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        var served = new TreeSet<String>();
        mappings().getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getName().startsWith("dev.tollgate.publisher.")) {
                mapping.getPatternValues()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> served.add(verb + " " + path)));
            }
        });
        assertThat(told).isEqualTo(served).contains("POST /api/am/publisher/v4/apis/import-openapi");
    }

    @Test
    void everyRouteSaysWhoMayCallIt() {
        mappings().getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getName().startsWith("dev.tollgate.publisher.")) {
                assertThat(method.hasMethodAnnotation(Scopes.class)
                                || method.hasMethodAnnotation(Anyone.class)
                                || method.getBeanType().isAnnotationPresent(Scopes.class))
                        .as(mapping.toString())
                        .isTrue();
            }
        });
    }

    @Test
    void theDocumentIsOneThatThePublisherWouldTake() {
        var answer = Client.alice().get(DOCUMENT);
        assertThat(new DefinitionReader().read(answer.text())).isInstanceOf(Accepted.class);
        var document = answer.json();
        assertThat(document.at("/components/schemas/API/properties/endpointConfig/type")
                        .asString())
                .isEqualTo("object");
        assertThat(document.at(
                                "/paths/~1api~1am~1publisher~1v4~1apis/post/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/API");
        assertThat(document.at("/paths/~1api~1am~1publisher~1v4~1apis/post/security")
                        .toString())
                .contains("apim:api_create");
        assertThat(document.path("components").path("schemas").propertyNames())
                .noneMatch(name -> name.contains("ObjectNode") || name.contains("JsonNode"));
    }

    private static RequestMappingHandlerMapping mappings() {
        return (RequestMappingHandlerMapping) RunningPublisher.get().bean("requestMappingHandlerMapping");
    }
}
