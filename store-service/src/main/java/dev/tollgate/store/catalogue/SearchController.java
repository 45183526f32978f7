package dev.tollgate.store.catalogue;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.catalogue.PublishedApi.BusinessInformation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search over everything that is found; for now that is APIs. */
@RestController
class SearchController {

    private final Catalogue catalogue;

    SearchController(Catalogue catalogue) {
        this.catalogue = catalogue;
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

    @Anyone
    @GetMapping("/api/am/devportal/v3/search")
    Listing<Result> search(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String query) {
        Page page = Page.of(limit, offset);
        var found = catalogue.search(CatalogueQuery.parse(query), Viewer.of(caller), page.limit(), page.offset());
        return Listing.of(
                found.apis().stream().map(Result::of).toList(),
                page,
                found.total(),
                "/search",
                query == null ? Map.of() : Map.of("query", query));
    }
}
