package dev.tollgate.store.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.catalogue.PublishedApi.BusinessInformation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search over everything that is found: APIs first, then documents by what they say. */
@RestController
class SearchController {

    private final Catalogue catalogue;
    private final PublishedDocuments documents;

    SearchController(Catalogue catalogue, PublishedDocuments documents) {
        this.catalogue = catalogue;
        this.documents = documents;
    }

    /** Devportal's APISearchResult. */
    record Result(
            String id,
            String name,
            String type,
            String transportType,
            String description,
            String context,
            String version,
            String provider,
            String status,
            @Nullable String thumbnailUri,
            @Nullable BusinessInformation businessInformation,
            String avgRating) {

        static Result of(PublishedApi api) {
            ApiItem item = ApiItem.of(api);
            return new Result(
                    item.id(),
                    item.name(),
                    "API",
                    item.type(),
                    item.description(),
                    item.context(),
                    item.version(),
                    item.provider(),
                    item.lifeCycleStatus(),
                    item.thumbnailUri(),
                    item.businessInformation(),
                    item.avgRating());
        }
    }

    /** Devportal's DocumentSearchResult. */
    record DocumentResult(
            String id,
            String name,
            String type,
            String transportType,
            String docType,
            String summary,
            String sourceType,
            @Nullable String sourceUrl,
            @Nullable String otherTypeName,
            String visibility,
            String apiName,
            String apiVersion,
            String apiProvider,
            @JsonProperty("apiUUID") String apiId,
            String associatedType) {

        static DocumentResult of(PublishedDocuments.Hit hit) {
            PublishedDocument document = hit.document();
            return new DocumentResult(
                    document.id().toString(),
                    document.name(),
                    "DOC",
                    "",
                    document.type(),
                    document.summary(),
                    document.sourceType(),
                    document.sourceUrl(),
                    document.otherTypeName(),
                    document.visibility(),
                    hit.apiName(),
                    hit.apiVersion(),
                    hit.apiProvider(),
                    document.apiId().toString(),
                    "API");
        }
    }

    @Anyone
    @GetMapping("/api/am/devportal/v3/search")
    Listing<Object> search(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String query) {
        Page page = Page.of(limit, offset);
        CatalogueQuery wanted = CatalogueQuery.parse(query);
        Viewer viewer = Viewer.of(caller);
        var apis = wanted.documentsOnly()
                ? new Catalogue.Found(List.of(), 0)
                : catalogue.search(wanted, viewer, page.limit(), page.offset());
        int left = page.limit() - apis.apis().size();
        int from = (int) Math.max(0, page.offset() - apis.total());
        var hits = documents.search(wanted, viewer, left, from);
        List<Object> results = Stream.concat(
                        apis.apis().stream().<Object>map(Result::of),
                        hits.list().stream().map(DocumentResult::of))
                .toList();
        return Listing.of(
                results,
                page,
                apis.total() + hits.total(),
                "/search",
                query == null ? Map.of() : Map.of("query", query));
    }
}
