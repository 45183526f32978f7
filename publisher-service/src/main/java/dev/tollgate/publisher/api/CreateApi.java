package dev.tollgate.publisher.api;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.definition.Operation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes an API, from a description alone or together with its definition. It starts in {@code CREATED}. */
@Service
public class CreateApi {

    private final ApiCheck check;
    private final NewApis newApis;

    CreateApi(ApiCheck check, NewApis newApis) {
        this.check = check;
        this.newApis = newApis;
    }

    public Api create(ObjectNode request, Caller caller) {
        var api = ApiDefaults.fillOperations(check.filled(request));
        check.check(api);
        var definition = Definition.generate(api.text(ApiField.NAME), api.text(ApiField.VERSION), api.operations())
                .withOperations(api.operations(), api.scopeNames());
        return newApis.store(api, definition, provider(api, caller), caller.userName());
    }

    /** The definition leads: operations and scopes are its own, unless the description lists some. */
    public Api create(ObjectNode request, Definition definition, Caller caller) {
        ObjectNode body = request.deepCopy();
        if (body.path("description").asString("").isBlank()) {
            body.put("description", definition.description());
        }
        ApiDocument api = check.filled(body);
        if (api.get(ApiField.SCOPES).isEmpty()) {
            api = api.with(ApiField.SCOPES, scopes(definition));
        }
        List<Operation> operations = definition.operations();
        if (api.get(ApiField.OPERATIONS).isEmpty()) {
            if (operations.isEmpty()) {
                throw new RefusedException(
                        CommonError.BAD_REQUEST, "The definition has no operation that a gateway could serve.");
            }
            api = api.withOperations(operations);
        } else {
            api = ApiDefaults.fillOperations(api);
        }
        check.check(api);
        var kept = definition.withOperations(api.operations(), api.scopeNames());
        return newApis.store(api, kept, provider(api, caller), caller.userName());
    }

    /** Another version of an API, as the other one is now. */
    Api copy(Api original, Definition definition, String version, boolean defaultVersion, Caller caller) {
        ObjectNode body = original.document().copy();
        body.put("version", version);
        body.put("isDefaultVersion", defaultVersion);
        body.remove(ApiField.SUNSET.wireName());
        ApiDocument api = check.filled(body);
        check.check(api);
        return newApis.storeCopy(original, api, definition.withVersion(version), caller.userName());
    }

    static JsonNode scopes(Definition definition) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (Definition.Scope scope : definition.scopes()) {
            ObjectNode item = array.addObject();
            item.putObject("scope")
                    .put(
                            "id",
                            UUID.nameUUIDFromBytes(scope.name().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                    .toString())
                    .put("name", scope.name())
                    .put("displayName", scope.name())
                    .put("description", scope.description())
                    .putArray("bindings");
            item.put("shared", false);
        }
        return array;
    }

    /** The caller, unless an administrator names someone else. */
    private static String provider(ApiDocument api, Caller caller) {
        @Nullable String asked = api.text(ApiField.PROVIDER);
        return !asked.isBlank() && caller.roles().contains("admin") ? asked : caller.userName();
    }
}
