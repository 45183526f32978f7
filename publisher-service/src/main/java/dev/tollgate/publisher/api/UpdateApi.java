package dev.tollgate.publisher.api;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.api.ApiChanged.ApiSaved;
import dev.tollgate.publisher.api.ApiChanged.DefaultVersionChanged;
import dev.tollgate.publisher.api.ApiChanged.SunsetChanged;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.definition.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes the working copy. What gateways serve changes when a revision of it is deployed. */
@Service
public class UpdateApi {

    private final ApiAccess access;
    private final ApiCheck check;
    private final Apis apis;
    private final NewApis newApis;
    private final Definitions definitions;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    UpdateApi(
            ApiAccess access,
            ApiCheck check,
            Apis apis,
            NewApis newApis,
            Definitions definitions,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.access = access;
        this.check = check;
        this.apis = apis;
        this.newApis = newApis;
        this.definitions = definitions;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Replaces the whole document; operations that are not mentioned stay as they are. */
    Api update(String id, ObjectNode request, Caller caller, @Nullable String ifMatch) {
        Api before = access.readable(id, caller);
        ObjectNode body = request.deepCopy();
        if (!body.hasNonNull(ApiField.OPERATIONS.wireName())) {
            body.set(ApiField.OPERATIONS.wireName(), before.document().get(ApiField.OPERATIONS));
        }
        if (!body.hasNonNull(ApiField.TYPE.wireName())) {
            body.put(ApiField.TYPE.wireName(), before.document().text(ApiField.TYPE));
        }
        var changed = ApiDefaults.fillOperations(check.filled(body)).with(ApiField.PROVIDER, (JsonNode) null);
        refuseFixed(before.document(), changed);
        check.check(changed);
        return execute(() -> {
            Api api = access.changeable(id, caller, ifMatch);
            refuseForPublishers(api.document(), changed, caller);
            List<Operation> operations = changed.operations();
            if (!operations.equals(api.document().operations())
                    || !changed.scopeNames().equals(api.document().scopeNames())) {
                definitions.save(api.id(), definitions.of(api.id()).withOperations(operations, changed.scopeNames()));
            }
            return save(api, changed, caller);
        });
    }

    /** Replaces the whole document and its definition. */
    public Api replace(String id, ObjectNode request, Definition definition, Caller caller) {
        Api before = access.readable(id, caller);
        var changed =
                ApiDefaults.fillOperations(check.filled(request.deepCopy())).with(ApiField.PROVIDER, (JsonNode) null);
        refuseFixed(before.document(), changed);
        check.check(changed);
        return execute(() -> {
            Api api = access.changeable(id, caller, null);
            definitions.save(api.id(), definition.withOperations(changed.operations(), changed.scopeNames()));
            return save(api, changed, caller);
        });
    }

    /** Takes a definition: operations are the definition's, with what is already known of them where it says nothing. */
    Api define(String id, Definition definition, Caller caller, @Nullable String ifMatch) {
        return execute(() -> {
            Api api = access.changeable(id, caller, ifMatch);
            ApiDocument document = api.document();
            var operations = new ArrayList<Operation>();
            for (Operation operation : definition.operations()) {
                operations.add(document.operations().stream()
                        .filter(known -> known.verb().equals(operation.verb())
                                && known.target().equals(operation.target()))
                        .findFirst()
                        .map(known -> merge(known, operation))
                        .orElse(operation));
            }
            if (operations.isEmpty()) {
                throw new RefusedException(
                        CommonError.BAD_REQUEST, "The definition has no operation that a gateway could serve.");
            }
            var changed = document.withOperations(operations).with(ApiField.SCOPES, mergedScopes(document, definition));
            check.check(changed);
            definitions.save(api.id(), definition.withOperations(operations, changed.scopeNames()));
            return save(api, changed, caller);
        });
    }

    /** Puts back what a revision holds, as the working copy; what belongs to the API as a whole stays. */
    public Api restore(String id, ApiDocument document, Definition definition, Caller caller) {
        return execute(() -> {
            Api api = access.changeable(id, caller, null);
            definitions.save(api.id(), definition);
            ApiDocument kept = document.with(ApiField.IS_DEFAULT_VERSION, api.defaultVersion())
                    .with(
                            ApiField.SUNSET,
                            api.document().has(ApiField.SUNSET) ? api.document().get(ApiField.SUNSET) : null);
            return save(api, kept, caller);
        });
    }

    /** Names the day on which the API is to be taken away. */
    public void sunset(Api api, String day, Caller caller) {
        Sunset.parse(day);
        save(api, api.document().with(ApiField.SUNSET, day), caller);
    }

    void delete(String id, Caller caller, @Nullable String ifMatch) {
        transaction.executeWithoutResult(status -> {
            Api api = access.changeable(id, caller, ifMatch);
            events.publishEvent(new ApiDeleted(api.id()));
            apis.delete(api);
            apis.flush();
        });
    }

    private Api save(Api api, ApiDocument changed, Caller caller) {
        boolean wasDefault = api.defaultVersion();
        boolean nowDefault = changed.flag(ApiField.IS_DEFAULT_VERSION);
        @Nullable Instant sunset = api.sunset().orElse(null);
        Sunset.checkChange(sunset, Sunset.of(changed), clock.instant());
        List<Api> others = nowDefault && !wasDefault ? newApis.standBack(api, caller.userName()) : List.of();
        api.describe(changed, caller.userName(), clock.instant());
        apis.saveAndFlush(api);
        newApis.tellOf(others);
        if (!Objects.equals(sunset, api.sunset().orElse(null))) {
            events.publishEvent(new SunsetChanged(api.id()));
        }
        if (wasDefault != nowDefault) {
            events.publishEvent(new DefaultVersionChanged(api.id()));
        }
        events.publishEvent(new ApiSaved(api.id()));
        return api;
    }

    private Api execute(java.util.function.Supplier<Api> change) {
        Api api = transaction.execute(status -> change.get());
        if (api == null) {
            throw new IllegalStateException("a change gives the changed API");
        }
        return api;
    }

    private static Operation merge(Operation known, Operation defined) {
        return new Operation(
                defined.verb(),
                defined.target(),
                defined.authType().equals(Operation.ANY_AUTH) ? known.authType() : defined.authType(),
                defined.throttlingPolicy().equals(Operation.UNLIMITED)
                        ? known.throttlingPolicy()
                        : defined.throttlingPolicy(),
                defined.scopes().isEmpty() ? known.scopes() : defined.scopes());
    }

    private static JsonNode mergedScopes(ApiDocument document, Definition definition) {
        var scopes = (ArrayNode) document.get(ApiField.SCOPES).deepCopy();
        var names = new HashSet<>(document.scopeNames());
        for (JsonNode scope : CreateApi.scopes(definition)) {
            if (names.add(scope.path("scope").path("name").asString(""))) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    private static void refuseFixed(ApiDocument before, ApiDocument changed) {
        for (ApiField field : ApiField.FIXED) {
            if (!before.get(field).equals(changed.get(field))) {
                throw ApiRules.bad(
                        field,
                        "cannot be changed, it is '" + before.text(field) + "'; another version is made by copy-api");
            }
        }
    }

    private static void refuseForPublishers(ApiDocument before, ApiDocument changed, Caller caller) {
        if (caller.hasScope("apim:api_create") || caller.hasScope("apim:api_manage")) {
            return;
        }
        for (ApiField field : before.differences(changed)) {
            if (!ApiField.MUTABLE_BY_PUBLISHERS.contains(field)) {
                throw new RefusedException(
                        CommonError.FORBIDDEN,
                        "Changing " + field.wireName() + " needs the scope apim:api_create or apim:api_manage.");
            }
        }
    }
}
