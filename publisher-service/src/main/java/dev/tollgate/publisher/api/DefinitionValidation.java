package dev.tollgate.publisher.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.definition.DefinitionProblem;
import dev.tollgate.publisher.definition.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WSO2's OpenAPIDefinitionValidationResponse. */
record DefinitionValidation(
        @JsonProperty("isValid") boolean isValid,
        @Nullable String content,
        @Nullable Summary info,
        List<Finding> errors) {

    record Summary(
            String name,
            String version,
            @Nullable String context,
            String description,
            String openAPIVersion,
            List<String> endpoints,
            List<Operation> operations) {}

    record Finding(String code, String message, String description) {}

    static DefinitionValidation valid(Definition definition, @Nullable String content) {
        return new DefinitionValidation(
                true,
                content,
                new Summary(
                        definition.title(),
                        definition.version(),
                        null,
                        definition.description(),
                        definition.openApiVersion(),
                        definition.servers(),
                        definition.operations()),
                List.of());
    }

    static DefinitionValidation invalid(List<DefinitionProblem> problems) {
        return new DefinitionValidation(
                false,
                null,
                null,
                problems.stream()
                        .map(problem ->
                                new Finding("900754", "Error while parsing OpenAPI definition", problem.toString()))
                        .toList());
    }
}
