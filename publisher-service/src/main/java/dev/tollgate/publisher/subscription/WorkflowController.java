package dev.tollgate.publisher.subscription;

import dev.tollgate.contract.subscription.DecideRequest;
import dev.tollgate.contract.subscription.SubscriptionsGrpc;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
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

/** Subscriptions that wait for their API's provider. */
@RestController
@RequestMapping("/api/am/publisher/v4/workflows")
class WorkflowController {

    private static final int LONGEST_REASON = 1024;

    private final Workflows workflows;
    private final StoreCalls store;

    WorkflowController(Workflows workflows, StoreCalls store) {
        this.workflows = workflows;
        this.store = store;
    }

    /** WorkflowList: its links stand beside the list. */
    record Views(int count, String next, String previous, List<Workflows.View> list, long total) {}

    /** Workflow: the decision, with the reason that the subscriber is shown. */
    record Decision(
            @Nullable String status,
            @Nullable Map<String, @Nullable String> attributes,
            @Nullable String description) {

        boolean approved() {
            return switch (String.valueOf(status)) {
                case "APPROVED" -> true;
                case "REJECTED" -> false;
                default -> throw refuse("status must be APPROVED or REJECTED.");
            };
        }

        String reason() {
            String told = description == null && attributes != null ? attributes.get("reason") : description;
            if (told == null) {
                return "";
            }
            if (told.length() > LONGEST_REASON) {
                throw refuse("description must not be longer than " + LONGEST_REASON + " characters.");
            }
            return told.strip();
        }
    }

    @Scopes("apim:subscription_approval_view")
    @GetMapping
    Views list(
            Caller caller,
            @RequestParam(required = false) @Nullable String workflowType,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        String kind = switch (workflowType == null ? "" : workflowType) {
            case "" -> "";
            case "AM_SUBSCRIPTION_CREATION" -> "SUBSCRIPTION_CREATION";
            case "AM_SUBSCRIPTION_UPDATE" -> "SUBSCRIPTION_UPDATE";
            default -> throw refuse("workflowType must be AM_SUBSCRIPTION_CREATION or AM_SUBSCRIPTION_UPDATE.");
        };
        Workflows.Found found = workflows.open(kind, page, caller);
        var listing = Listing.of(
                found.list(),
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

    @Scopes("apim:subscription_approval_view")
    @GetMapping("/{externalWorkflowRef}")
    Workflows.View read(Caller caller, @PathVariable String externalWorkflowRef) {
        return workflows.read(externalWorkflowRef, caller);
    }

    /** WSO2 lets those decide who may only look; a decision needs the scope for decisions here. */
    @Scopes("apim:subscription_approval_manage")
    @PostMapping("/update-workflow-status")
    Decision decide(Caller caller, @RequestParam String workflowReferenceId, @RequestBody Decision decision) {
        var request = DecideRequest.newBuilder()
                .setWorkflowId(workflowReferenceId)
                .setApproved(decision.approved())
                .setReason(decision.reason())
                .setActor(caller.userName().isEmpty() ? caller.consumerKey() : caller.userName())
                .setApiId(workflows.apiOf(workflowReferenceId, caller))
                .build();
        store.ask(SubscriptionsGrpc::newBlockingStub, contract -> contract.decide(request), "workflow request");
        return decision;
    }

    private static RefusedException refuse(String description) {
        return new RefusedException(CommonError.BAD_REQUEST, description);
    }
}
