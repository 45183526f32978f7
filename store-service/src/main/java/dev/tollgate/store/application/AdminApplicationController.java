package dev.tollgate.store.application;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.ApplicationListing.Direction;
import dev.tollgate.store.application.ApplicationSearch.Order;
import dev.tollgate.store.request.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Everybody's applications, for administrators: the admin API's applications, and blocking, which is ours. The scope
 * apim:app_import_export opens nothing here, as subscribers hold it too, for their own applications.
 */
@RestController
@RequestMapping("/api/am/admin/v4/applications")
class AdminApplicationController {

    private final Applications applications;
    private final ApplicationSearch search;
    private final ApplicationParts.SubscriptionCounts counts;

    AdminApplicationController(
            Applications applications, ApplicationSearch search, ApplicationParts.SubscriptionCounts counts) {
        this.applications = applications;
        this.search = search;
        this.counts = counts;
    }

    /** Admin's ApplicationInfo, and whether it is blocked; {@code createdTime} in milliseconds. */
    record Item(
            String applicationId,
            String name,
            String owner,
            String tokenType,
            String createdTime,
            String status,
            String groupId,
            boolean blocked) {

        static Item of(Application application) {
            return new Item(
                    application.id().toString(),
                    application.name(),
                    application.owner(),
                    application.tokenType().name(),
                    Long.toString(application.createdAt().toEpochMilli()),
                    application.status().name(),
                    "",
                    application.blocked());
        }
    }

    /** Admin's Application, and whether it is blocked. */
    record Detail(
            String applicationId,
            String name,
            String throttlingPolicy,
            String description,
            String tokenType,
            String status,
            List<String> groups,
            long subscriptionCount,
            Map<String, String> attributes,
            List<String> subscriptionScopes,
            String owner,
            boolean blocked) {}

    /** Body of change-settings: ApplicationUpdateRequest. */
    record Settings(@Nullable String owner, @Nullable String tokenType) {}

    @Scopes({"apim:admin", "apim:app_settings_change", "apim:app_owner_change", "apim:admin_application_view"})
    @GetMapping
    Listing<Item> list(
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String sortBy,
            @RequestParam(required = false) @Nullable String sortOrder,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        var order = Field.oneOf("sortBy", sortBy, Order.class, Order.NAME);
        var direction = Field.oneOf("sortOrder", sortOrder, Direction.class, Direction.ASC);
        var found = search.page(
                Field.optional("user", user, 256), Field.optional("name", name, 100), page, order, direction);
        var links = new HashMap<String, String>();
        sent(links, "user", user);
        sent(links, "name", name);
        sent(links, "sortBy", sortBy);
        sent(links, "sortOrder", sortOrder);
        return Listing.of(
                found.applications().stream().map(Item::of).toList(), page, found.total(), "/applications", links);
    }

    @Scopes({"apim:admin", "apim:admin_application_view"})
    @GetMapping("/{applicationId}")
    Detail read(@PathVariable String applicationId) {
        return detail(applications.anyones(applicationId));
    }

    @Scopes("apim:admin")
    @DeleteMapping("/{applicationId}")
    void delete(@PathVariable String applicationId) {
        applications.deleteAnyones(applicationId);
    }

    @Scopes({"apim:admin", "apim:app_settings_change"})
    @PostMapping("/{applicationId}/change-settings")
    Detail changeSettings(@PathVariable String applicationId, @RequestBody Settings settings) {
        String owner = settings.owner() == null || settings.owner().isBlank()
                ? null
                : Field.required("owner", settings.owner(), 256);
        TokenType tokenType = settings.tokenType() == null
                ? null
                : Field.oneOf("tokenType", settings.tokenType(), TokenType.class, null);
        if (owner == null && tokenType == null) {
            throw Field.refuse("owner or tokenType is required: there is nothing to change.");
        }
        return detail(applications.settle(applicationId, owner, tokenType));
    }

    @Scopes({"apim:admin", "apim:app_owner_change"})
    @PostMapping("/{applicationId}/change-owner")
    void changeOwner(@PathVariable String applicationId, @RequestParam String owner) {
        applications.settle(applicationId, Field.required("owner", owner, 256), null);
    }

    @Scopes("apim:admin")
    @PostMapping("/{applicationId}/block")
    Detail block(@PathVariable String applicationId) {
        return detail(applications.block(applicationId, true));
    }

    @Scopes("apim:admin")
    @PostMapping("/{applicationId}/unblock")
    Detail unblock(@PathVariable String applicationId) {
        return detail(applications.block(applicationId, false));
    }

    private Detail detail(Application application) {
        return new Detail(
                application.id().toString(),
                application.name(),
                application.throttlingPolicy(),
                application.description(),
                application.tokenType().name(),
                application.status().name(),
                List.of(),
                counts.of(List.of(application.id())).getOrDefault(application.id(), 0L),
                application.attributes(),
                List.of(),
                application.owner(),
                application.blocked());
    }

    private static void sent(Map<String, String> links, String name, @Nullable String value) {
        if (value != null) {
            links.put(name, value);
        }
    }
}
