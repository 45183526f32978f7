package dev.tollgate.store.application;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.ApplicationListing.Direction;
import dev.tollgate.store.application.ApplicationListing.Order;
import dev.tollgate.store.request.EntityTag;
import dev.tollgate.store.request.Field;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** One's own applications. */
@RestController
@RequestMapping("/api/am/devportal/v3/applications")
class ApplicationController {

    private final Applications applications;
    private final ApplicationListing listing;
    private final ApplicationParts.SubscriptionCounts counts;
    private final ApplicationParts.KeyListing keys;

    ApplicationController(
            Applications applications,
            ApplicationListing listing,
            ApplicationParts.SubscriptionCounts counts,
            ApplicationParts.KeyListing keys) {
        this.applications = applications;
        this.listing = listing;
        this.counts = counts;
        this.keys = keys;
    }

    @Scopes({"apim:subscribe", "apim:app_manage", "apim:app_import_export"})
    @GetMapping
    Listing<ApplicationItem> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable String sortBy,
            @RequestParam(required = false) @Nullable String sortOrder) {
        Page page = Page.of(limit, offset);
        var order = Field.oneOf("sortBy", sortBy, Order.class, Order.NAME);
        var direction = Field.oneOf("sortOrder", sortOrder, Direction.class, Direction.ASC);
        var found = listing.page(Applications.owner(caller), query == null ? "" : query, page, order, direction);
        var links = new HashMap<String, String>();
        if (sortBy != null) {
            links.put("sortBy", sortBy);
        }
        if (sortOrder != null) {
            links.put("sortOrder", sortOrder);
        }
        if (query != null) {
            links.put("query", query);
        }
        Map<UUID, Long> subscriptions =
                counts.of(found.applications().stream().map(Application::id).toList());
        List<ApplicationItem> items = found.applications().stream()
                .map(application -> ApplicationItem.of(application, subscriptions.getOrDefault(application.id(), 0L)))
                .toList();
        return Listing.of(items, page, found.total(), "/applications", links);
    }

    @Scopes({"apim:subscribe", "apim:app_manage"})
    @PostMapping
    ResponseEntity<ApplicationView> create(Caller caller, @RequestBody ApplicationRequest request) {
        Application application = applications.create(caller, request.draft());
        var view = ApplicationView.of(application, 0, List.of());
        boolean waits = application.status() == ApplicationStatus.CREATED;
        return ResponseEntity.status(waits ? HttpStatus.ACCEPTED : HttpStatus.CREATED)
                .location(URI.create("/api/am/devportal/v3/applications/" + application.id()))
                .eTag(EntityTag.of(application.revision(), view))
                .body(view);
    }

    @Scopes({"apim:subscribe", "apim:app_manage"})
    @GetMapping("/{applicationId}")
    ResponseEntity<ApplicationView> read(Caller caller, @PathVariable String applicationId) {
        return answer(applications.owned(caller, applicationId));
    }

    @Scopes({"apim:subscribe", "apim:app_manage"})
    @PutMapping("/{applicationId}")
    ResponseEntity<ApplicationView> change(
            Caller caller,
            @PathVariable String applicationId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ApplicationRequest request) {
        return answer(applications.change(caller, applicationId, request.draft(), ifMatch));
    }

    @Scopes({"apim:subscribe", "apim:app_manage", "apim:app_import_export"})
    @DeleteMapping("/{applicationId}")
    void delete(
            Caller caller,
            @PathVariable String applicationId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        applications.delete(caller, applicationId, ifMatch);
    }

    private ResponseEntity<ApplicationView> answer(Application application) {
        long subscriptions = counts.of(List.of(application.id())).getOrDefault(application.id(), 0L);
        var view = ApplicationView.of(application, subscriptions, keys.of(application.id()));
        return ResponseEntity.ok()
                .eTag(EntityTag.of(application.revision(), view))
                .lastModified(application.updatedAt())
                .body(view);
    }
}
