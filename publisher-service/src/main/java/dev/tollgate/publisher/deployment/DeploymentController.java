package dev.tollgate.publisher.deployment;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiAnswers;
import dev.tollgate.publisher.deployment.DeployRevision.Target;
import dev.tollgate.publisher.revision.ApiRevision;
import dev.tollgate.publisher.revision.Revisions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/am/publisher/v4/apis/{apiId}")
class DeploymentController {

    private final ApiAccess access;
    private final Revisions revisions;
    private final Deployments deployments;
    private final ChangeDeployments change;
    private final Receipts receipts;

    DeploymentController(
            ApiAccess access,
            Revisions revisions,
            Deployments deployments,
            ChangeDeployments change,
            Receipts receipts) {
        this.access = access;
        this.revisions = revisions;
        this.deployments = deployments;
        this.change = change;
        this.receipts = receipts;
    }

    record RevisionRequest(@Nullable String description) {}

    record RevisionList(int count, List<RevisionView> list) {}

    record DeploymentList(List<DeploymentView> list) {}

    record DeploymentRequest(
            @Nullable String name,
            @Nullable String vhost,
            @Nullable Boolean displayOnDevportal) {}

    @GetMapping("/revisions")
    @Scopes({"apim:api_view", "apim:api_create", "apim:api_manage", "apim:api_publish", "apim:api_import_export"})
    RevisionList revisions(@PathVariable String apiId, @RequestParam(defaultValue = "") String query, Caller caller) {
        return list(access.readable(apiId, caller), query);
    }

    private RevisionList list(Api api, String query) {
        List<Deployment> deployed = deployments.list(api.id());
        Stream<ApiRevision> found = revisions.list(api.id()).stream();
        if (query.equals("deployed:true") || query.equals("deployed:false")) {
            boolean wanted = query.endsWith("true");
            found = found.filter(revision -> RevisionView.deployed(revision.id(), deployed) == wanted);
        } else if (!query.isBlank()) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "query: deployed:true and deployed:false can be asked for.");
        }
        List<RevisionView> views = RevisionView.of(found.toList(), deployed, receipts.of(api.id()));
        return new RevisionList(views.size(), views);
    }

    @PostMapping("/revisions")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish", "apim:api_import_export"})
    ResponseEntity<RevisionView> create(
            @PathVariable String apiId, @RequestBody(required = false) @Nullable RevisionRequest body, Caller caller) {
        String description = body == null ? "" : Objects.requireNonNullElse(body.description(), "");
        ApiRevision revision = change.createRevision(apiId, description, caller);
        return ResponseEntity.status(HttpStatus.CREATED).body(view(revision));
    }

    private RevisionView view(ApiRevision revision) {
        return RevisionView.of(revision, deployments.list(revision.apiId()), receipts.of(revision.apiId()));
    }

    @GetMapping("/revisions/{revisionId}")
    @Scopes({"apim:api_view", "apim:api_create", "apim:api_manage", "apim:api_publish"})
    RevisionView revision(@PathVariable String apiId, @PathVariable String revisionId, Caller caller) {
        return view(revisions.find(access.readable(apiId, caller).id(), revisionId));
    }

    @DeleteMapping("/revisions/{revisionId}")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish", "apim:api_import_export"})
    RevisionList delete(@PathVariable String apiId, @PathVariable String revisionId, Caller caller) {
        change.deleteRevision(apiId, revisionId, caller);
        return list(access.readable(apiId, caller), "");
    }

    @PostMapping("/restore-revision")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish"})
    ResponseEntity<ObjectNode> restore(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String revisionId,
            @RequestParam(defaultValue = "false") boolean deploy,
            @RequestParam(required = false) @Nullable String wait,
            Caller caller) {
        var patience = Receipts.duration(wait);
        Api restored = change.restore(apiId, revisionId, deploy, caller);
        ResponseEntity<ObjectNode> answer = ApiAnswers.created(restored);
        return deploy
                ? ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(
                                Receipts.HEADER,
                                receipts.await(restored.id(), patience).header())
                        .body(answer.getBody())
                : answer;
    }

    @GetMapping("/deployments")
    @Scopes({"apim:api_view", "apim:api_create", "apim:api_manage", "apim:api_publish"})
    DeploymentList deployments(@PathVariable String apiId, Caller caller) {
        Api api = access.readable(apiId, caller);
        return new DeploymentList(views(deployments.list(api.id()), receipts.of(api.id())));
    }

    private static List<DeploymentView> views(List<Deployment> deployments, Receipt receipt) {
        return deployments.stream()
                .map(deployment -> DeploymentView.of(deployment, receipt))
                .toList();
    }

    /** Tollgate's own: which gateway nodes serve a change, the last one where no sequence is given. */
    @GetMapping("/deployments/receipt")
    @Scopes({"apim:api_view", "apim:api_create", "apim:api_manage", "apim:api_publish"})
    Receipt receipt(
            @PathVariable String apiId, @RequestParam(required = false) @Nullable Long sequence, Caller caller) {
        Api api = access.readable(apiId, caller);
        return sequence == null ? receipts.of(api.id()) : receipts.of(api.id(), sequence);
    }

    @PostMapping("/deploy-revision")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish"})
    ResponseEntity<List<DeploymentView>> deploy(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String revisionId,
            @RequestParam(required = false) @Nullable String wait,
            @RequestBody List<DeploymentRequest> body,
            Caller caller) {
        var patience = Receipts.duration(wait);
        List<Target> targets = body.stream().map(DeploymentController::target).toList();
        List<Deployment> made = change.deploy(apiId, revisionId, targets, caller);
        Api api = access.readable(apiId, caller);
        Receipt receipt = receipts.await(api.id(), patience);
        return ResponseEntity.ok().header(Receipts.HEADER, receipt.header()).body(views(made, receipt));
    }

    @PostMapping("/undeploy-revision")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish", "apim:api_import_export"})
    ResponseEntity<List<DeploymentView>> undeploy(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String revisionId,
            @RequestParam(required = false) @Nullable String revisionNumber,
            @RequestParam(defaultValue = "false") boolean allEnvironments,
            @RequestParam(required = false) @Nullable String wait,
            @RequestBody(required = false) @Nullable List<DeploymentRequest> body,
            Caller caller) {
        var patience = Receipts.duration(wait);
        List<String> names = body == null
                ? List.of()
                : body.stream()
                        .map(item -> Objects.requireNonNullElse(item.name(), ""))
                        .toList();
        List<Deployment> taken = change.undeploy(apiId, revisionId, revisionNumber, allEnvironments, names, caller);
        Api api = access.readable(apiId, caller);
        Receipt receipt = receipts.await(api.id(), patience);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(Receipts.HEADER, receipt.header())
                .body(views(taken, receipt));
    }

    private static Target target(DeploymentRequest item) {
        String name = item.name();
        if (name == null || name.isBlank()) {
            throw new RefusedException(CommonError.BAD_REQUEST, "Each deployment needs the name of an environment.");
        }
        return new Target(
                name,
                Objects.requireNonNullElse(item.vhost(), ""),
                Objects.requireNonNullElse(item.displayOnDevportal(), true));
    }
}
