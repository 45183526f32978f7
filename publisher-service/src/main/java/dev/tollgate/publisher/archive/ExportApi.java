package dev.tollgate.publisher.archive;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiDocument;
import dev.tollgate.publisher.api.Apis;
import dev.tollgate.publisher.api.Definitions;
import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.definition.Definition;
import dev.tollgate.publisher.deployment.Deployment;
import dev.tollgate.publisher.deployment.Deployments;
import dev.tollgate.publisher.document.CarryDocuments;
import dev.tollgate.publisher.revision.ApiRevision;
import dev.tollgate.publisher.revision.Revisions;
import dev.tollgate.publisher.thumbnail.CarryThumbnail;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Gathers an API, as it is worked on or as a revision has it. */
@Service
class ExportApi {

    private final ApiAccess access;
    private final Apis apis;
    private final Definitions definitions;
    private final Revisions revisions;
    private final Deployments deployments;
    private final CarryDocuments documents;
    private final CarryThumbnail thumbnail;

    ExportApi(
            ApiAccess access,
            Apis apis,
            Definitions definitions,
            Revisions revisions,
            Deployments deployments,
            CarryDocuments documents,
            CarryThumbnail thumbnail) {
        this.access = access;
        this.apis = apis;
        this.definitions = definitions;
        this.revisions = revisions;
        this.deployments = deployments;
        this.documents = documents;
        this.thumbnail = thumbnail;
    }

    /** Which API: by its id, or by name and version. */
    record Which(
            @Nullable String apiId,
            @Nullable String name,
            @Nullable String version,
            @Nullable String providerName) {}

    /** Which of its revisions: none of these means the working copy. */
    record AsOf(
            @Nullable String revisionNumber,
            boolean latestRevision,
            @Nullable String gatewayEnvironment) {}

    @Transactional(readOnly = true)
    ApiArchive export(Which which, AsOf asOf, boolean preserveStatus, Caller caller) {
        Api api = find(which, caller);
        Optional<ApiRevision> revision = revision(api, asOf);
        ApiDocument document;
        Definition definition;
        if (revision.isPresent()) {
            var content = revisions.content(revision.get().id());
            document = content.document();
            definition = content.definition();
        } else {
            document = api.document();
            definition = definitions.of(api.id());
        }
        ObjectNode fields = document.copy();
        fields.put("provider", api.provider());
        fields.put("lifeCycleStatus", (preserveStatus ? api.state() : LifeCycleState.CREATED).name());
        List<ApiArchive.Place> places = revision.map(one -> deployments.list(api.id()).stream()
                        .filter(deployment -> deployment.revisionId().equals(one.id()))
                        .sorted(Comparator.comparing(Deployment::environment))
                        .map(deployment -> new ApiArchive.Place(
                                deployment.environment(), deployment.vhost(), deployment.displayOnDevportal()))
                        .toList())
                .orElse(List.of());
        return new ApiArchive(
                fields,
                definition.toJson(),
                documents.out(api, caller),
                thumbnail
                        .out(api)
                        .map(image -> new ApiArchive.Image(image.fileName(), image.bytes()))
                        .orElse(null),
                places);
    }

    private Api find(Which which, Caller caller) {
        if (which.apiId() != null && !which.apiId().isBlank()) {
            return access.readable(which.apiId(), caller);
        }
        String name = which.name();
        String version = which.version();
        if (name == null || version == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "apiId, or name and version are needed.");
        }
        return apis.findVersions(name).stream()
                .filter(api -> api.version().equalsIgnoreCase(version))
                .filter(api ->
                        which.providerName() == null || which.providerName().equals(api.provider()))
                .findFirst()
                .map(api -> access.readable(api.id().toString(), caller))
                .orElseThrow(() -> ApiAccess.notFound(name));
    }

    private Optional<ApiRevision> revision(Api api, AsOf asOf) {
        String environment = asOf.gatewayEnvironment();
        if (asOf.revisionNumber() != null && !asOf.revisionNumber().isBlank()) {
            return Optional.of(revisions.findByNumber(api.id(), asOf.revisionNumber()));
        }
        if (environment != null && !environment.isBlank()) {
            return Optional.of(deployments.list(api.id()).stream()
                    .filter(deployment -> deployment.environment().equals(environment))
                    .findFirst()
                    .map(deployment ->
                            revisions.find(api.id(), deployment.revisionId().toString()))
                    .orElseThrow(() -> new RefusedException(
                            CommonError.NOT_FOUND, "The API is not deployed to the environment that is asked for.")));
        }
        return asOf.latestRevision()
                ? Optional.of(revisions.list(api.id()).stream()
                        .findFirst()
                        .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "The API has no revision.")))
                : Optional.empty();
    }
}
