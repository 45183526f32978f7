package dev.tollgate.store.subscription;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.request.EntityTag;
import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One's own subscriptions. */
@RestController
@Scopes({"apim:subscribe", "apim:sub_manage"})
@RequestMapping("/api/am/devportal/v3/subscriptions")
class SubscriptionController {

    private static final int MOST_AT_ONCE = 100;

    private final Subscriptions subscriptions;
    private final SubscriptionListing listing;
    private final SubscriptionViews views;
    private final Applications applications;

    SubscriptionController(
            Subscriptions subscriptions,
            SubscriptionListing listing,
            SubscriptionViews views,
            Applications applications) {
        this.subscriptions = subscriptions;
        this.listing = listing;
        this.views = views;
        this.applications = applications;
    }

    @GetMapping
    Listing<SubscriptionView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String apiId,
            @RequestParam(required = false) @Nullable String applicationId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        if (apiId == null && applicationId == null) {
            throw Field.refuse("apiId or applicationId is required.");
        }
        UUID application = applicationId == null
                ? null
                : applications.owned(caller, applicationId).id();
        Optional<UUID> api = apiId == null ? Optional.empty() : ResourceId.parse(apiId);
        var found = apiId != null && api.isEmpty()
                ? new SubscriptionListing.Found(List.of(), 0)
                : listing.page(Applications.owner(caller), application, api.orElse(null), page);
        var links = new HashMap<String, String>();
        if (apiId != null) {
            links.put("apiId", apiId);
        }
        if (applicationId != null) {
            links.put("applicationId", applicationId);
        }
        return Listing.of(views.of(found.subscriptions()), page, found.total(), "/subscriptions", links);
    }

    @PostMapping
    ResponseEntity<SubscriptionView> subscribe(Caller caller, @RequestBody SubscriptionRequest request) {
        Subscription subscription = subscriptions.subscribe(caller, request);
        SubscriptionView view = view(subscription);
        return ResponseEntity.status(subscription.waiting() ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .location(location(subscription))
                .eTag(EntityTag.of(subscription.revision(), view))
                .body(view);
    }

    @PostMapping("/multiple")
    List<SubscriptionView> subscribeAll(Caller caller, @RequestBody List<@Nullable SubscriptionRequest> requests) {
        if (requests.size() > MOST_AT_ONCE || requests.stream().anyMatch(request -> request == null)) {
            throw Field.refuse("The body must be a list of at most " + MOST_AT_ONCE + " subscriptions.");
        }
        List<SubscriptionRequest> all =
                requests.stream().flatMap(java.util.stream.Stream::ofNullable).toList();
        return views.of(subscriptions.subscribeAll(caller, all));
    }

    @GetMapping("/{subscriptionId}")
    ResponseEntity<SubscriptionView> read(Caller caller, @PathVariable String subscriptionId) {
        return answer(subscriptions.owned(caller, subscriptionId));
    }

    @PutMapping("/{subscriptionId}")
    ResponseEntity<SubscriptionView> changeTier(
            Caller caller,
            @PathVariable String subscriptionId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody SubscriptionRequest request) {
        Subscription subscription = subscriptions.changeTier(caller, subscriptionId, request, ifMatch);
        SubscriptionView view = view(subscription);
        return ResponseEntity.status(subscription.waiting() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(location(subscription))
                .eTag(EntityTag.of(subscription.revision(), view))
                .body(view);
    }

    @DeleteMapping("/{subscriptionId}")
    void unsubscribe(
            Caller caller,
            @PathVariable String subscriptionId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        subscriptions.unsubscribe(caller, subscriptionId, ifMatch);
    }

    private ResponseEntity<SubscriptionView> answer(Subscription subscription) {
        SubscriptionView view = view(subscription);
        return ResponseEntity.ok()
                .eTag(EntityTag.of(subscription.revision(), view))
                .lastModified(subscription.updatedAt())
                .body(view);
    }

    private static URI location(Subscription subscription) {
        return URI.create("/api/am/devportal/v3/subscriptions/" + subscription.id());
    }

    private SubscriptionView view(Subscription subscription) {
        return views.of(List.of(subscription)).getFirst();
    }
}
