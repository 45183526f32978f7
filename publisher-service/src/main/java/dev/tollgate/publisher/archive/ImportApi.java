package dev.tollgate.publisher.archive;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.Apis;
import dev.tollgate.publisher.api.CreateApi;
import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.api.UpdateApi;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.definition.DefinitionProblem;
import dev.tollgate.publisher.definition.DefinitionReader;
import dev.tollgate.publisher.definition.DefinitionReading.Accepted;
import dev.tollgate.publisher.definition.DefinitionReading.Refused;
import dev.tollgate.publisher.deployment.DeployRevision;
import dev.tollgate.publisher.deployment.DeployRevision.Target;
import dev.tollgate.publisher.document.CarryDocuments;
import dev.tollgate.publisher.lifecycle.ChangeLifeCycle;
import dev.tollgate.publisher.revision.CreateRevision;
import dev.tollgate.publisher.thumbnail.CarryThumbnail;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Takes an archive: the API, its documents and image, its deployment and its state, all of it or nothing. */
@Service
class ImportApi {

    private final ApiAccess access;
    private final Apis apis;
    private final CreateApi create;
    private final UpdateApi update;
    private final DefinitionReader definitions;
    private final CarryDocuments documents;
    private final CarryThumbnail thumbnail;
    private final CreateRevision createRevision;
    private final DeployRevision deployRevision;
    private final ChangeLifeCycle lifeCycle;
    private final TransactionTemplate transaction;

    ImportApi(
            ApiAccess access,
            Apis apis,
            CreateApi create,
            UpdateApi update,
            DefinitionReader definitions,
            CarryDocuments documents,
            CarryThumbnail thumbnail,
            CreateRevision createRevision,
            DeployRevision deployRevision,
            ChangeLifeCycle lifeCycle,
            TransactionTemplate transaction) {
        this.access = access;
        this.apis = apis;
        this.create = create;
        this.update = update;
        this.definitions = definitions;
        this.documents = documents;
        this.thumbnail = thumbnail;
        this.createRevision = createRevision;
        this.deployRevision = deployRevision;
        this.lifeCycle = lifeCycle;
        this.transaction = transaction;
    }

    /**
     * How it is to be taken.
     *
     * @param preserveProvider the archive's provider stays, where the caller is an administrator
     * @param overwrite takes the place of the API of this name and version, where there is one
     * @param dryRun everything is done and taken back: what would be refused is refused
     */
    record Manner(boolean preserveProvider, boolean overwrite, boolean dryRun) {}

    /**
     * @param id null where it was only tried
     * @param revision the one that was made and deployed, where the archive says so
     */
    record Imported(@Nullable String id, @Nullable String revision) {}

    Imported take(ApiArchive archive, Manner manner, Caller caller) {
        Optional<Definition> definition =
                Optional.ofNullable(archive.definition()).map(this::definition);
        LifeCycleState state = state(archive.api());
        ObjectNode body = archive.api().deepCopy();
        if (!manner.preserveProvider()) {
            body.remove("provider");
        }
        Imported imported = transaction.execute(status -> {
            Imported made = store(archive, body, definition, state, manner, caller);
            if (manner.dryRun()) {
                status.setRollbackOnly();
                return new Imported(null, null);
            }
            return made;
        });
        if (imported == null) {
            throw new IllegalStateException("an import gives the imported API");
        }
        return imported;
    }

    private Imported store(
            ApiArchive archive,
            ObjectNode body,
            Optional<Definition> definition,
            LifeCycleState state,
            Manner manner,
            Caller caller) {
        Api api = put(body, definition, manner, caller);
        documents.in(api, archive.documents(), caller);
        if (archive.image() != null) {
            thumbnail.in(api, archive.image().bytes(), caller);
        }
        String revision = null;
        if (!archive.deployments().isEmpty()) {
            List<Target> targets = archive.deployments().stream()
                    .map(place -> new Target(place.environment(), place.vhost(), place.displayOnDevportal()))
                    .toList();
            var made = createRevision.create(api, "imported", caller.userName());
            deployRevision.deploy(api, made, targets, caller.userName());
            revision = made.displayName();
        }
        lifeCycle.lead(api, state, caller);
        return new Imported(api.id().toString(), revision);
    }

    private Api put(ObjectNode body, Optional<Definition> definition, Manner manner, Caller caller) {
        if (manner.overwrite()) {
            Optional<Api> there = apis.findVersions(body.path("name").asString("")).stream()
                    .filter(api ->
                            api.version().equalsIgnoreCase(body.path("version").asString("")))
                    .findFirst();
            if (there.isPresent()) {
                String id = there.get().id().toString();
                Api api = access.changeable(id, caller, null);
                Definition kept = definition.orElseGet(() -> Definition.generate(
                        api.name(), api.version(), api.document().operations()));
                return update.replace(id, body, kept, caller);
            }
        }
        return definition.isPresent() ? create.create(body, definition.get(), caller) : create.create(body, caller);
    }

    private Definition definition(String text) {
        return switch (definitions.read(text)) {
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

    private static LifeCycleState state(ObjectNode api) {
        String text = api.path("lifeCycleStatus").asString("CREATED").toUpperCase(Locale.ROOT);
        return Arrays.stream(LifeCycleState.values())
                .filter(state -> state.name().equals(text) && state != LifeCycleState.RETIRED)
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        CommonError.BAD_REQUEST,
                        "lifeCycleStatus: an API can be imported in every state but RETIRED."));
    }
}
