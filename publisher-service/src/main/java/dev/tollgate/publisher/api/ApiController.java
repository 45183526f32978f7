package dev.tollgate.publisher.api;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.policy.PolicyLevel;
import dev.tollgate.publisher.policy.ThrottlingPolicies;
import dev.tollgate.publisher.policy.ThrottlingPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/am/publisher/v4/apis")
class ApiController {

    private final SearchApis search;
    private final ApiAccess access;
    private final CreateApi create;
    private final UpdateApi update;
    private final Definitions definitions;
    private final ThrottlingPolicies policies;

    ApiController(
            SearchApis search,
            ApiAccess access,
            CreateApi create,
            UpdateApi update,
            Definitions definitions,
            ThrottlingPolicies policies) {
        this.search = search;
        this.access = access;
        this.create = create;
        this.update = update;
        this.definitions = definitions;
        this.policies = policies;
    }

    @GetMapping
    @Scopes({"apim:api_view", "apim:api_manage", "apim:api_import_export", "apim:api_list_view"})
    Listing<ObjectNode> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(required = false) @Nullable String sortBy,
            @RequestParam(required = false) @Nullable String sortOrder,
            Caller caller) {
        Page page = Page.of(limit, offset);
        var found = search.search(SearchQuery.of(query), page, sortBy, sortOrder, caller);
        var others = new LinkedHashMap<String, String>();
        if (!query.isEmpty()) {
            others.put("query", query);
        }
        if (sortBy != null) {
            others.put("sortBy", sortBy);
        }
        if (sortOrder != null) {
            others.put("sortOrder", sortOrder);
        }
        List<ObjectNode> items =
                found.rows().stream().map(ApiRendering::summary).toList();
        return Listing.of(items, page, found.total(), "/apis", others);
    }

    @PostMapping
    @Scopes({"apim:api_create", "apim:api_manage"})
    ResponseEntity<ObjectNode> create(@RequestBody ObjectNode body, Caller caller) {
        return ApiAnswers.created(create.create(body, caller));
    }

    @GetMapping("/{apiId}")
    @Scopes({"apim:api_view", "apim:api_manage", "apim:api_import_export"})
    ResponseEntity<ObjectNode> read(
            @PathVariable String apiId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        return ApiAnswers.read(access.readable(apiId, caller), ifNoneMatch);
    }

    @PutMapping("/{apiId}")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish"})
    ResponseEntity<ObjectNode> update(
            @PathVariable String apiId,
            @RequestBody ObjectNode body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return ApiAnswers.updated(update.update(apiId, body, caller, ifMatch));
    }

    @DeleteMapping("/{apiId}")
    @Scopes({"apim:api_delete", "apim:api_manage", "apim:api_import_export"})
    ResponseEntity<Void> delete(
            @PathVariable String apiId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        update.delete(apiId, caller, ifMatch);
        return ResponseEntity.ok().build();
    }

    @PostMapping("/copy-api")
    @Scopes({"apim:api_create", "apim:api_manage"})
    ResponseEntity<ObjectNode> copy(
            @RequestParam String newVersion,
            @RequestParam(defaultValue = "false") boolean defaultVersion,
            @RequestParam String apiId,
            Caller caller) {
        Api original = access.readable(apiId, caller);
        return ApiAnswers.created(
                create.copy(original, definitions.of(original.id()), newVersion, defaultVersion, caller));
    }

    /** 200: taken; 404: free. */
    @PostMapping("/validate")
    @Scopes({"apim:api_create", "apim:api_manage"})
    ResponseEntity<Void> validate(@RequestParam String query) {
        var parsed = SearchQuery.of(query.replaceFirst("^context:(?!/)", "context:/"));
        for (var term : parsed.terms()) {
            switch (term.attribute()) {
                case NAME, VERSION, CONTEXT -> {}
                default ->
                    throw new RefusedException(
                            CommonError.BAD_REQUEST, "Only name, version and context can be asked for here.");
            }
        }
        return search.exists(parsed)
                ? ResponseEntity.ok().build()
                : ResponseEntity.notFound().build();
    }

    @GetMapping("/{apiId}/subscription-policies")
    @Scopes({"apim:api_view", "apim:api_manage"})
    List<ThrottlingPolicy> subscriptionPolicies(@PathVariable String apiId, Caller caller) {
        var offered = access.readable(apiId, caller).document().texts(ApiField.POLICIES);
        return policies.list(PolicyLevel.SUBSCRIPTION).stream()
                .filter(policy -> offered.contains(policy.name()))
                .toList();
    }

    @GetMapping("/{apiId}/resource-paths")
    @Scopes({"apim:api_view", "apim:api_manage"})
    Listing<Map<String, Object>> resourcePaths(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            Caller caller) {
        Page page = Page.of(limit, offset);
        var operations = access.readable(apiId, caller).document().operations();
        var items = new java.util.ArrayList<Map<String, Object>>();
        for (int i = page.offset(); i < operations.size() && items.size() < page.limit(); i++) {
            var operation = operations.get(i);
            items.add(Map.of("id", i + 1, "resourcePath", operation.target(), "httpVerb", operation.verb()));
        }
        return Listing.of(items, page, operations.size(), "/apis/" + apiId + "/resource-paths", Map.of());
    }
}
