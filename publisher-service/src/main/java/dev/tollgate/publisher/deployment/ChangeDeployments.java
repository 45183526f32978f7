package dev.tollgate.publisher.deployment;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.UpdateApi;
import dev.tollgate.publisher.deployment.DeployRevision.Target;
import dev.tollgate.publisher.revision.ApiRevision;
import dev.tollgate.publisher.revision.CreateRevision;
import dev.tollgate.publisher.revision.Revisions;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What callers do with revisions, each a transaction of its own. */
@Service
class ChangeDeployments {

    private static final int MAX_DESCRIPTION = 255;

    private final ApiAccess access;
    private final UpdateApi update;
    private final CreateRevision createRevision;
    private final Revisions revisions;
    private final Deployments deployments;
    private final DeployRevision deployRevision;

    ChangeDeployments(
            ApiAccess access,
            UpdateApi update,
            CreateRevision createRevision,
            Revisions revisions,
            Deployments deployments,
            DeployRevision deployRevision) {
        this.access = access;
        this.update = update;
        this.createRevision = createRevision;
        this.revisions = revisions;
        this.deployments = deployments;
        this.deployRevision = deployRevision;
    }

    @Transactional
    ApiRevision createRevision(String apiId, String description, Caller caller) {
        if (description.length() > MAX_DESCRIPTION) {
            throw new RefusedException(CommonError.BAD_REQUEST, "description: at most 255 characters are possible.");
        }
        return createRevision.create(access.changeable(apiId, caller, null), description, caller.userName());
    }

    @Transactional
    void deleteRevision(String apiId, String revisionId, Caller caller) {
        Api api = access.changeable(apiId, caller, null);
        ApiRevision revision = revisions.find(api.id(), revisionId);
        if (RevisionView.deployed(revision.id(), deployments.list(api.id()))) {
            throw new RefusedException(
                    PublisherError.REVISION_DEPLOYED,
                    revision.displayName() + " is deployed. Undeploy it before deleting it.");
        }
        revisions.delete(revision.id());
    }

    @Transactional
    List<Deployment> deploy(String apiId, @Nullable String revisionId, List<Target> targets, Caller caller) {
        Api api = access.changeable(apiId, caller, null);
        if (revisionId == null || revisionId.isBlank()) {
            throw new RefusedException(CommonError.BAD_REQUEST, "revisionId is needed.");
        }
        return deployRevision.deploy(api, revisions.find(api.id(), revisionId), targets, caller.userName());
    }

    /** One of the two names of a revision is needed. */
    @Transactional
    List<Deployment> undeploy(
            String apiId,
            @Nullable String revisionId,
            @Nullable String revisionNumber,
            boolean everywhere,
            List<String> names,
            Caller caller) {
        Api api = access.changeable(apiId, caller, null);
        ApiRevision revision;
        if (revisionId != null && !revisionId.isBlank()) {
            revision = revisions.find(api.id(), revisionId);
        } else if (revisionNumber != null && !revisionNumber.isBlank()) {
            revision = revisions.findByNumber(api.id(), revisionNumber);
        } else {
            throw new RefusedException(CommonError.BAD_REQUEST, "revisionId or revisionNumber is needed.");
        }
        if (!everywhere && names.isEmpty()) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "Name environments in the body, or set allEnvironments=true.");
        }
        Predicate<Deployment> ofRevision = deployment -> deployment.revisionId().equals(revision.id());
        return deployRevision.undeploy(
                api, ofRevision.and(deployment -> everywhere || names.contains(deployment.environment())));
    }

    /** Puts a revision back as the working copy and, where asked, on every environment that the API is on: rolls back. */
    @Transactional
    Api restore(String apiId, @Nullable String revisionId, boolean deploy, Caller caller) {
        Api api = access.changeable(apiId, caller, null);
        if (revisionId == null || revisionId.isBlank()) {
            throw new RefusedException(CommonError.BAD_REQUEST, "revisionId is needed.");
        }
        ApiRevision revision = revisions.find(api.id(), revisionId);
        if (deploy) {
            List<Target> targets = deployments.list(api.id()).stream()
                    .map(there -> new Target(there.environment(), there.vhost(), there.displayOnDevportal()))
                    .toList();
            deployRevision.deploy(api, revision, targets, caller.userName());
        }
        var content = revisions.content(revision.id());
        return update.restore(apiId, content.document(), content.definition(), caller);
    }
}
