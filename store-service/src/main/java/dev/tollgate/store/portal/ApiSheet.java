package dev.tollgate.store.portal;

import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.catalogue.CatalogueQuery;
import dev.tollgate.store.catalogue.Definitions;
import dev.tollgate.store.catalogue.Gateways;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.catalogue.Viewer;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.PolicyLevel;
import dev.tollgate.store.request.ResourceId;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what an API's page shows. */
@Component
class ApiSheet {

    private static final int MOST_VERSIONS = 20;

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Gateways gateways;
    private final Policies policies;
    private final Markdown markdown;
    private final JsonMapper json;

    ApiSheet(
            Catalogue catalogue,
            Definitions definitions,
            Gateways gateways,
            Policies policies,
            Markdown markdown,
            JsonMapper json) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.gateways = gateways;
        this.policies = policies;
        this.markdown = markdown;
        this.json = json;
    }

    /** A verb on a path, with the definition's own words about it. */
    record OperationLine(String verb, String target, String summary) {}

    /** Another version of the same API. */
    record VersionLink(String id, String version, boolean shown) {}

    /** Everything, ready to be shown; {@code descriptionHtml} is sanitised. */
    record Sheet(
            ApiCard card,
            PublishedApi api,
            String descriptionHtml,
            List<String> addresses,
            List<OperationLine> operations,
            List<TierCard> tiers,
            List<VersionLink> versions) {

        public boolean subscribable() {
            return api.takesSubscriptions() && !tiers.isEmpty();
        }
    }

    PublishedApi visible(Viewer viewer, String apiId) {
        return ResourceId.parse(apiId)
                .flatMap(id -> catalogue.find(id, viewer))
                .orElseThrow(() -> ResourceId.absent("API"));
    }

    Sheet of(Viewer viewer, PublishedApi api) {
        JsonNode paths = definitions
                .of(api, viewer)
                .<JsonNode>map(text -> json.readTree(text).path("paths"))
                .orElseGet(json::missingNode);
        return new Sheet(
                ApiCard.of(api),
                api,
                markdown.html(api.description()),
                gateways.addresses(api),
                api.operations().stream()
                        .map(operation -> new OperationLine(
                                operation.verb(),
                                operation.target(),
                                paths.path(operation.target())
                                        .path(operation.verb().toLowerCase(Locale.ROOT))
                                        .path("summary")
                                        .asString("")))
                        .toList(),
                tiers(viewer, api),
                versions(viewer, api));
    }

    /** The tiers this viewer may choose. */
    List<TierCard> tiers(Viewer viewer, PublishedApi api) {
        return policies.all(PolicyLevel.SUBSCRIPTION).stream()
                .filter(policy -> api.offers(policy.name()) && policy.permits(viewer.roles()))
                .map(TierCard::of)
                .toList();
    }

    private List<VersionLink> versions(Viewer viewer, PublishedApi api) {
        var query = CatalogueQuery.parse("name:\"" + api.name().replace("\"", "") + "\"");
        return catalogue.search(query, viewer, MOST_VERSIONS, 0).apis().stream()
                .map(other -> new VersionLink(
                        other.id().toString(), other.version(), other.id().equals(api.id())))
                .toList();
    }
}
