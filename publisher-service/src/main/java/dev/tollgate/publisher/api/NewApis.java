package dev.tollgate.publisher.api;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.api.ApiChanged.ApiCopied;
import dev.tollgate.publisher.api.ApiChanged.ApiSaved;
import dev.tollgate.publisher.api.ApiChanged.DefaultVersionChanged;
import dev.tollgate.publisher.api.ApiChanged.StateEntered;
import dev.tollgate.publisher.definition.Definition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores a new API, if its name, version and context are free. */
@Service
class NewApis {

    // any constant: one new API at a time, so that no two take what only both together would break
    private static final long ONE_AT_A_TIME = 0x746f6c6c67617465L;

    private final Apis apis;
    private final Definitions definitions;
    private final JdbcClient database;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    NewApis(
            Apis apis,
            Definitions definitions,
            JdbcClient database,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.apis = apis;
        this.definitions = definitions;
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    Api store(ApiDocument document, Definition definition, String provider, String actor) {
        database.sql("SELECT pg_advisory_xact_lock(?)::text")
                .param(ONE_AT_A_TIME)
                .query(String.class)
                .optional();
        refuseTaken(document, provider);
        var api = new Api(UUID.randomUUID(), document, provider, actor, clock.instant());
        List<Api> others = api.defaultVersion() ? standBack(api, actor) : List.of();
        apis.saveAndFlush(api);
        definitions.save(api.id(), definition);
        tellOf(others);
        events.publishEvent(new StateEntered(api.id(), LifeCycleState.CREATED));
        return api;
    }

    private void refuseTaken(ApiDocument document, String provider) {
        String name = document.text(ApiField.NAME);
        String context = document.text(ApiField.CONTEXT);
        String version = document.text(ApiField.VERSION);
        for (Api other : apis.findVersions(name)) {
            if (other.version().equalsIgnoreCase(version)) {
                throw new RefusedException(
                        PublisherError.NAME_TAKEN, "Version " + version + " of the API '" + name + "' exists already.");
            }
            if (!other.context().equals(context)) {
                throw new RefusedException(
                        PublisherError.NAME_TAKEN,
                        "The API '" + name + "' exists under the context " + other.context()
                                + "; all its versions answer there.");
            }
        }
        for (Api other : apis.findNearContext(context, version)) {
            boolean within = !near(other, context, version);
            // within a provider's own context there is room for its other APIs; another's would take over calls, and
            // their tokens
            if (!other.name().equalsIgnoreCase(name)
                    && !(within && other.provider().equals(provider))) {
                throw new RefusedException(
                        PublisherError.CONTEXT_TAKEN,
                        "The context " + context + " is taken by the API '" + other.name() + "'.");
            }
        }
    }

    private static boolean near(Api other, String context, String version) {
        return other.context().equalsIgnoreCase(context)
                || (other.context() + "/" + other.version()).equalsIgnoreCase(context)
                || other.context().equalsIgnoreCase(context + "/" + version);
    }

    /** Another version of an API, with all that belongs to that one. */
    @Transactional
    Api storeCopy(Api original, ApiDocument document, Definition definition, String actor) {
        Api api = store(document, definition, original.provider(), actor);
        events.publishEvent(new ApiCopied(api.id(), original.id(), actor));
        return api;
    }

    /** At most one version is the default one. What stood back is told of when the new one is saved. */
    List<Api> standBack(Api newDefault, String actor) {
        var others = new ArrayList<Api>();
        for (Api other : apis.findVersions(newDefault.name())) {
            if (other.defaultVersion() && !other.id().equals(newDefault.id())) {
                other.standBack(actor, clock.instant());
                apis.saveAndFlush(other);
                others.add(other);
            }
        }
        return others;
    }

    void tellOf(List<Api> stoodBack) {
        for (Api other : stoodBack) {
            events.publishEvent(new DefaultVersionChanged(other.id()));
            events.publishEvent(new ApiSaved(other.id()));
        }
    }
}
