package dev.tollgate.publisher.deployment;

import dev.tollgate.publisher.revision.ApiRevision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** WSO2's APIRevision. */
record RevisionView(
        String displayName,
        String id,
        String description,
        Instant createdTime,
        ApiReference apiInfo,
        List<DeploymentView> deploymentInfo) {

    record ApiReference(String id) {}

    static RevisionView of(ApiRevision revision, List<Deployment> deployments, Receipt receipt) {
        return new RevisionView(
                revision.displayName(),
                revision.id().toString(),
                revision.description(),
                revision.createdAt().truncatedTo(ChronoUnit.MILLIS),
                new ApiReference(revision.apiId().toString()),
                deployments.stream()
                        .filter(deployment -> deployment.revisionId().equals(revision.id()))
                        .map(deployment -> DeploymentView.of(deployment, receipt))
                        .toList());
    }

    static List<RevisionView> of(List<ApiRevision> revisions, List<Deployment> deployments, Receipt receipt) {
        return revisions.stream()
                .map(revision -> of(revision, deployments, receipt))
                .toList();
    }

    static boolean deployed(UUID revisionId, List<Deployment> deployments) {
        return deployments.stream()
                .anyMatch(deployment -> deployment.revisionId().equals(revisionId));
    }
}
