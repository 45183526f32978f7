package dev.tollgate.store.workflow;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.request.Field;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Open requests, for administrators who approve. */
@RestController
@RequestMapping("/api/am/admin/v4/workflows")
class WorkflowController {

    private static final int LONGEST_REASON = 1024;

    private final Workflows workflows;

    WorkflowController(Workflows workflows) {
        this.workflows = workflows;
    }

    /** WSO2's types in the list's filter; of those that nothing waits for here there are none. */
    enum Filter {
        AM_APPLICATION_CREATION,
        AM_SUBSCRIPTION_CREATION,
        AM_SUBSCRIPTION_UPDATE,
        AM_USER_SIGNUP,
        AM_APPLICATION_REGISTRATION_PRODUCTION,
        AM_APPLICATION_REGISTRATION_SANDBOX,
        AM_SUBSCRIPTION_DELETION,
        AM_APPLICATION_DELETION,
        AM_API_STATE,
        AM_API_PRODUCT_STATE,
        AM_REVISION_DEPLOYMENT;

        @Nullable
        WorkflowKind kind() {
            return switch (this) {
                case AM_APPLICATION_CREATION -> WorkflowKind.APPLICATION_CREATION;
                case AM_SUBSCRIPTION_CREATION -> WorkflowKind.SUBSCRIPTION_CREATION;
                case AM_SUBSCRIPTION_UPDATE -> WorkflowKind.SUBSCRIPTION_UPDATE;
                case AM_USER_SIGNUP,
                        AM_APPLICATION_REGISTRATION_PRODUCTION,
                        AM_APPLICATION_REGISTRATION_SANDBOX,
                        AM_SUBSCRIPTION_DELETION,
                        AM_APPLICATION_DELETION,
                        AM_API_STATE,
                        AM_API_PRODUCT_STATE,
                        AM_REVISION_DEPLOYMENT -> null;
            };
        }
    }

    /** Admin's WorkflowInfo, and what was decided why. */
    record View(
            String workflowType,
            String workflowStatus,
            String createdTime,
            String updatedTime,
            String referenceId,
            Map<String, String> properties,
            String description,
            @Nullable String reason) {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

        static View of(Workflow workflow) {
            return new View(
                    workflow.kind().name(),
                    workflow.status().name(),
                    TIME.format(workflow.createdAt()),
                    TIME.format(workflow.updatedAt()),
                    workflow.id().toString(),
                    workflow.properties(),
                    workflow.description(),
                    workflow.reason().isEmpty() ? null : workflow.reason());
        }
    }

    /** WorkflowList: its links stand beside the list. */
    record Views(int count, String next, String previous, List<View> list, long total) {}

    /** Workflow: the decision, with the reason that the requester is shown. */
    record Decision(
            @Nullable String status,
            @Nullable Map<String, @Nullable String> attributes,
            @Nullable String description) {

        boolean approved() {
            return Field.oneOf("status", status, Verdict.class, null) == Verdict.APPROVED;
        }

        String reason() {
            String told = description == null && attributes != null ? attributes.get("reason") : description;
            return Field.optional("description", told, LONGEST_REASON).strip();
        }
    }

    /** What an approver may say. */
    enum Verdict {
        APPROVED,
        REJECTED
    }

    @Scopes({"apim:admin", "apim:api_workflow_view"})
    @GetMapping
    Views list(
            @RequestParam(required = false) @Nullable String workflowType,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        WorkflowKind kind = null;
        if (workflowType != null && !workflowType.isBlank()) {
            kind = Field.oneOf("workflowType", workflowType, Filter.class, null).kind();
            if (kind == null) {
                return new Views(0, "", "", List.of(), 0);
            }
        }
        Workflows.Found found = workflows.page(kind, page);
        Listing<View> listing = Listing.of(
                found.workflows().stream().map(View::of).toList(),
                page,
                found.total(),
                "/workflows",
                workflowType == null ? Map.of() : Map.of("workflowType", workflowType));
        return new Views(
                listing.count(),
                listing.pagination().next(),
                listing.pagination().previous(),
                listing.list(),
                found.total());
    }

    @Scopes({"apim:admin", "apim:api_workflow_view"})
    @GetMapping("/{externalWorkflowRef}")
    View read(@PathVariable String externalWorkflowRef) {
        return View.of(workflows.read(externalWorkflowRef));
    }

    @Scopes({"apim:admin", "apim:api_workflow_approve"})
    @PostMapping("/update-workflow-status")
    Decision decide(Caller caller, @RequestParam String workflowReferenceId, @RequestBody Decision decision) {
        String actor = caller.userName().isEmpty() ? caller.consumerKey() : caller.userName();
        Workflow decided = workflows.decide(workflowReferenceId, null, decision.approved(), decision.reason(), actor);
        return new Decision(decided.status().name(), decision.attributes(), decided.reason());
    }
}
