package dev.tollgate.publisher.lifecycle;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiAnswers;
import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.deployment.Receipt;
import dev.tollgate.publisher.deployment.Receipts;
import dev.tollgate.publisher.lifecycle.LifeCycle.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/am/publisher/v4/apis")
class LifeCycleController {

    private final ApiAccess access;
    private final ChangeLifeCycle change;
    private final LifeCycleHistory history;
    private final Receipts receipts;

    LifeCycleController(ApiAccess access, ChangeLifeCycle change, LifeCycleHistory history, Receipts receipts) {
        this.access = access;
        this.change = change;
        this.history = history;
        this.receipts = receipts;
    }

    record CheckItem(String name, boolean value, List<String> requiredStates) {}

    record Transition(String event, String targetState) {}

    /** WSO2's LifecycleState. */
    record StateView(String state, List<CheckItem> checkItems, List<Transition> availableTransitions) {

        static StateView of(LifeCycleState state) {
            boolean before = state == LifeCycleState.CREATED || state == LifeCycleState.PROTOTYPED;
            List<CheckItem> items = before
                    ? List.of(
                            new CheckItem(Checklist.DEPRECATE_OLD_VERSIONS, false, List.of()),
                            new CheckItem(Checklist.REQUIRE_RE_SUBSCRIPTION, true, List.of()))
                    : List.of();
            return new StateView(
                    state.capitalised(),
                    items,
                    LifeCycle.from(state).stream()
                            .map(action -> new Transition(
                                    action.wireName(), action.target().capitalised()))
                            .toList());
        }
    }

    /** WSO2's WorkflowResponse; no change of state waits for anyone's approval. */
    record Changed(String workflowStatus, String jsonPayload, StateView lifecycleState) {}

    record History(int count, List<LifeCycleHistory.Item> list) {}

    @PostMapping("/change-lifecycle")
    @Scopes({"apim:api_publish", "apim:api_manage", "apim:api_import_export"})
    ResponseEntity<Changed> change(
            @RequestParam String action,
            @RequestParam String apiId,
            @RequestParam(required = false) @Nullable String lifecycleChecklist,
            @RequestParam(defaultValue = "false") boolean force,
            @RequestParam(required = false) @Nullable String sunset,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        var patience = Receipts.duration(wait);
        Action known = Action.of(action)
                .orElseThrow(() -> new RefusedException(CommonError.BAD_REQUEST, "There is no such action."));
        var request = new ChangeLifeCycle.Request(known, Checklist.of(lifecycleChecklist), force, sunset);
        Api api = change.change(apiId, request, caller, ifMatch);
        Receipt receipt = receipts.await(api.id(), patience);
        return ApiAnswers.with(ResponseEntity.ok(), api)
                .header(Receipts.HEADER, receipt.header())
                .body(new Changed("APPROVED", "", StateView.of(api.state())));
    }

    @GetMapping("/{apiId}/lifecycle-state")
    @Scopes({"apim:api_view", "apim:api_publish", "apim:api_create", "apim:api_manage"})
    ResponseEntity<StateView> state(
            @PathVariable String apiId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        Api api = access.readable(apiId, caller);
        return ApiAnswers.unchanged(api, ifNoneMatch)
                ? ApiAnswers.with(ResponseEntity.status(HttpStatus.NOT_MODIFIED), api)
                        .build()
                : ApiAnswers.with(ResponseEntity.ok(), api).body(StateView.of(api.state()));
    }

    @GetMapping("/{apiId}/lifecycle-history")
    @Scopes({"apim:api_view", "apim:api_publish", "apim:api_manage"})
    History history(@PathVariable String apiId, Caller caller) {
        List<LifeCycleHistory.Item> items =
                history.of(access.readable(apiId, caller).id());
        return new History(items.size(), items);
    }
}
