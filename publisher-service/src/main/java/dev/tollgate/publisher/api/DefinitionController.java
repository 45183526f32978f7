package dev.tollgate.publisher.api;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.definition.DefinitionProblem;
import dev.tollgate.publisher.definition.DefinitionReader;
import dev.tollgate.publisher.definition.DefinitionReading.Accepted;
import dev.tollgate.publisher.definition.DefinitionReading.Refused;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/am/publisher/v4/apis")
class DefinitionController {

    private final DefinitionSource source;
    private final DefinitionReader reader;
    private final ApiCheck check;
    private final ApiAccess access;
    private final CreateApi create;
    private final UpdateApi update;
    private final Definitions definitions;
    private final JsonMapper json;

    DefinitionController(
            DefinitionSource source,
            DefinitionReader reader,
            ApiCheck check,
            ApiAccess access,
            CreateApi create,
            UpdateApi update,
            Definitions definitions,
            JsonMapper json) {
        this.source = source;
        this.reader = reader;
        this.check = check;
        this.access = access;
        this.create = create;
        this.update = update;
        this.definitions = definitions;
        this.json = json;
    }

    @PostMapping("/import-openapi")
    @Scopes({"apim:api_create", "apim:api_manage"})
    ResponseEntity<ObjectNode> importDefinition(
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String contentType,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(required = false) @Nullable String inlineAPIDefinition,
            @RequestParam(required = false) @Nullable String additionalProperties,
            Caller caller) {
        ObjectNode properties = properties(additionalProperties);
        Definition definition = read(source.text(contentType, file, url, inlineAPIDefinition));
        return ApiAnswers.created(create.create(completed(properties, definition), definition, caller));
    }

    @PostMapping("/validate-openapi")
    @Scopes({"apim:api_create", "apim:api_manage"})
    DefinitionValidation validate(
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String contentType,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(required = false) @Nullable String inlineAPIDefinition,
            @RequestParam(defaultValue = "false") boolean returnContent) {
        String text = source.text(contentType, file, url, inlineAPIDefinition);
        return switch (reader.read(text)) {
            case Accepted readable -> DefinitionValidation.valid(readable.definition(), returnContent ? text : null);
            case Refused unreadable -> DefinitionValidation.invalid(unreadable.problems());
        };
    }

    @GetMapping(path = "/{apiId}/swagger", produces = MediaType.APPLICATION_JSON_VALUE)
    @Scopes({"apim:api_view", "apim:api_manage", "apim:api_definition_view"})
    ResponseEntity<String> get(
            @PathVariable String apiId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        Api api = access.readable(apiId, caller);
        return ApiAnswers.unchanged(api, ifNoneMatch)
                ? ApiAnswers.with(ResponseEntity.status(HttpStatus.NOT_MODIFIED), api)
                        .build()
                : ApiAnswers.with(ResponseEntity.ok(), api).body(definitions.text(api.id()));
    }

    @PutMapping(path = "/{apiId}/swagger", produces = MediaType.APPLICATION_JSON_VALUE)
    @Scopes({"apim:api_create", "apim:api_manage"})
    ResponseEntity<String> put(
            @PathVariable String apiId,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable String contentType,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(required = false) @Nullable String apiDefinition,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        access.readable(apiId, caller);
        Definition definition = read(source.text(contentType, file, url, apiDefinition));
        Api api = update.define(apiId, definition, caller, ifMatch);
        return ApiAnswers.with(ResponseEntity.ok().location(ApiAnswers.location(api)), api)
                .body(definitions.text(api.id()));
    }

    private Definition read(String text) {
        return switch (reader.read(text)) {
            case Accepted readable -> readable.definition();
            case Refused unreadable ->
                throw new RefusedException(
                        PublisherError.DEFINITION_REFUSED,
                        unreadable.problems().stream()
                                .limit(10)
                                .map(DefinitionProblem::toString)
                                .collect(Collectors.joining(" ")));
        };
    }

    private ObjectNode properties(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return json.createObjectNode();
        }
        try {
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            // refused below, like every other value that is no object
        }
        throw new RefusedException(CommonError.BAD_REQUEST, "additionalProperties: a JSON object is expected.");
    }

    /** What the properties leave out and the definition says: name, version, backend; the context after the name. */
    private ObjectNode completed(ObjectNode properties, Definition definition) {
        ObjectNode body = properties.deepCopy();
        if (missing(body, "name")) {
            body.put(
                    "name",
                    definition
                            .title()
                            .replaceAll("[~!@#;:%^*()+={}|\\\\<>\"',&$\\[\\]/]", "")
                            .strip());
        }
        if (missing(body, "version")) {
            body.put("version", definition.version());
        }
        if (missing(body, "context")) {
            body.put(
                    "context",
                    "/"
                            + body.path("name")
                                    .asString("")
                                    .replaceAll("[^A-Za-z0-9._~-]", "")
                                    .toLowerCase(java.util.Locale.ROOT));
        }
        if (!body.hasNonNull("endpointConfig")) {
            definition.servers().stream().filter(check::usable).findFirst().ifPresent(url -> {
                ObjectNode config = body.putObject("endpointConfig").put("endpoint_type", "http");
                config.putObject("production_endpoints").put("url", url);
                config.putObject("sandbox_endpoints").put("url", url);
            });
        }
        return body;
    }

    private static boolean missing(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        return value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isBlank());
    }
}
