package dev.tollgate.publisher.subscription;

import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.contract.subscription.BlockRequest;
import dev.tollgate.contract.subscription.ChangePlanRequest;
import dev.tollgate.contract.subscription.SubscriptionsGrpc;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.ApiAccess;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/am/publisher/v4/subscriptions")
class SubscriptionController {

    private final Subscriptions subscriptions;
    private final ApiAccess access;
    private final StoreCalls store;

    SubscriptionController(Subscriptions subscriptions, ApiAccess access, StoreCalls store) {
        this.subscriptions = subscriptions;
        this.access = access;
        this.store = store;
    }

    @GetMapping
    @Scopes({"apim:api_view", "apim:subscription_view", "apim:subscription_manage"})
    Listing<SubscriptionView> list(
            @RequestParam(required = false) @Nullable String apiId,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            Caller caller) {
        Page page = Page.of(limit, offset);
        UUID id = apiId == null || apiId.isBlank()
                ? null
                : access.readable(apiId, caller).id();
        var found = subscriptions.list(id, query, page, caller);
        var others = new LinkedHashMap<String, String>();
        if (id != null) {
            others.put("apiId", id.toString());
        }
        if (!query.isBlank()) {
            others.put("query", query);
        }
        return Listing.of(found.list(), page, found.total(), "/subscriptions", others);
    }

    @PostMapping("/block-subscription")
    @Scopes({"apim:subscription_block", "apim:subscription_manage"})
    ResponseEntity<Void> block(@RequestParam String subscriptionId, @RequestParam String blockState, Caller caller) {
        return setState(
                subscriptionId,
                switch (blockState) {
                    case "BLOCKED" -> SubscriptionState.SUBSCRIPTION_STATE_BLOCKED;
                    case "PROD_ONLY_BLOCKED" -> SubscriptionState.SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED;
                    default ->
                        throw new RefusedException(
                                CommonError.BAD_REQUEST, "blockState must be BLOCKED or PROD_ONLY_BLOCKED.");
                },
                caller);
    }

    @PostMapping("/unblock-subscription")
    @Scopes({"apim:subscription_block", "apim:subscription_manage"})
    ResponseEntity<Void> unblock(@RequestParam String subscriptionId, Caller caller) {
        return setState(subscriptionId, SubscriptionState.SUBSCRIPTION_STATE_UNBLOCKED, caller);
    }

    @PostMapping("/change-business-plan")
    @Scopes("apim:subscription_manage")
    ResponseEntity<Void> changePlan(
            @RequestParam String subscriptionId, @RequestParam String businessPlan, Caller caller) {
        String apiId = subscriptions.apiOf(subscriptionId);
        access.readable(apiId, caller);
        return ask(contract -> contract.changePlan(ChangePlanRequest.newBuilder()
                .setSubscriptionId(subscriptionId)
                .setApiId(apiId)
                .setThrottlingPolicy(businessPlan)
                .setActor(caller.userName())
                .build()));
    }

    private ResponseEntity<Void> setState(String subscriptionId, SubscriptionState state, Caller caller) {
        String apiId = subscriptions.apiOf(subscriptionId);
        access.readable(apiId, caller);
        return ask(contract -> contract.block(BlockRequest.newBuilder()
                .setSubscriptionId(subscriptionId)
                .setApiId(apiId)
                .setState(state)
                .setActor(caller.userName())
                .build()));
    }

    private ResponseEntity<Void> ask(Function<SubscriptionsGrpc.SubscriptionsBlockingStub, ?> change) {
        store.ask(SubscriptionsGrpc::newBlockingStub, change, "subscription");
        return ResponseEntity.ok().build();
    }
}
