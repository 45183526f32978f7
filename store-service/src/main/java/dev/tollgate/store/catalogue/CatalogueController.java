package dev.tollgate.store.catalogue;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.Policy;
import dev.tollgate.store.policy.PolicyLevel;
import dev.tollgate.store.policy.ThrottlingPolicyView;
import dev.tollgate.store.request.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Published APIs for everybody: signed out the public ones, signed in what one's roles may see. */
@RestController
@RequestMapping("/api/am/devportal/v3")
class CatalogueController {

    private final Catalogue catalogue;
    private final Gateways gateways;
    private final Policies policies;
    private final ConsumerDefinition definitions;

    CatalogueController(Catalogue catalogue, Gateways gateways, Policies policies, JsonMapper json) {
        this.catalogue = catalogue;
        this.gateways = gateways;
        this.policies = policies;
        this.definitions = new ConsumerDefinition(json);
    }

    @Anyone
    @GetMapping("/apis")
    Listing<ApiItem> search(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String query) {
        Page page = Page.of(limit, offset);
        var found = catalogue.search(CatalogueQuery.parse(query), Viewer.of(caller), page.limit(), page.offset());
        return Listing.of(
                found.apis().stream().map(ApiItem::of).toList(),
                page,
                found.total(),
                "/apis",
                query == null ? Map.of() : Map.of("query", query));
    }

    @Anyone
    @GetMapping("/apis/{apiId}")
    ApiDetail api(Caller caller, @PathVariable String apiId) {
        PublishedApi api = catalogue.visible(caller, apiId);
        List<Gateways.Environment> environments = gateways.of(api);
        Map<String, Policy> offered = policies.all(PolicyLevel.SUBSCRIPTION).stream()
                .collect(Collectors.toMap(Policy::name, Function.identity()));
        List<ApiDetail.Tier> tiers = api.tiers().stream()
                .map(name -> new ApiDetail.Tier(
                        name, offered.containsKey(name) ? offered.get(name).billingPlan() : "FREE"))
                .toList();
        return ApiDetail.of(api, definition(caller, api, environments), tiers, environments);
    }

    @Anyone
    @GetMapping(path = "/apis/{apiId}/swagger", produces = MediaType.APPLICATION_JSON_VALUE)
    String swagger(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String environmentName) {
        PublishedApi api = catalogue.visible(caller, apiId);
        List<Gateways.Environment> environments = gateways.of(api).stream()
                .filter(environment -> environmentName == null || environmentName.equals(environment.name()))
                .toList();
        if (environmentName != null && environments.isEmpty()) {
            throw ResourceId.absent("environment of this API");
        }
        return definition(caller, api, environments);
    }

    @Anyone
    @GetMapping("/apis/{apiId}/subscription-policies")
    List<ThrottlingPolicyView> subscriptionPolicies(Caller caller, @PathVariable String apiId) {
        PublishedApi api = catalogue.visible(caller, apiId);
        return policies.all(PolicyLevel.SUBSCRIPTION).stream()
                .filter(policy -> api.offers(policy.name()))
                .map(ThrottlingPolicyView::of)
                .toList();
    }

    @Anyone
    @GetMapping("/tags")
    Listing<Catalogue.TagCount> tags(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        List<Catalogue.TagCount> all = catalogue.tags(Viewer.of(caller));
        List<Catalogue.TagCount> shown =
                all.stream().skip(page.offset()).limit(page.limit()).toList();
        return Listing.of(shown, page, all.size(), "/tags", Map.of());
    }

    private String definition(Caller caller, PublishedApi api, List<Gateways.Environment> environments) {
        return catalogue
                .definition(api.id(), Viewer.of(caller))
                .map(text -> definitions.of(api, text, environments))
                .orElseThrow(() -> ResourceId.absent("definition"));
    }
}
