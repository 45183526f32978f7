package dev.tollgate.publisher.search;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.SearchApis;
import dev.tollgate.publisher.api.SearchQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** APIs first, then documents; plain words are sought in the names of both and in the texts of documents. */
@RestController
@RequestMapping("/api/am/publisher/v4/search")
class SearchController {

    private final SearchApis apis;
    private final SearchDocuments documents;

    SearchController(SearchApis apis, SearchDocuments documents) {
        this.apis = apis;
        this.documents = documents;
    }

    /** WSO2's APISearchResult or DocumentSearchResult, as {@code type} says. */
    record Result(
            String id,
            String name,
            String type,
            @Nullable String transportType,
            @Nullable String description,
            @Nullable String context,
            @Nullable String version,
            @Nullable String provider,
            @Nullable String status,
            @Nullable Boolean hasThumbnail,
            @Nullable String docType,
            @Nullable String summary,
            @Nullable String sourceType,
            @Nullable String sourceUrl,
            @Nullable String otherTypeName,
            @Nullable String visibility,
            @Nullable String apiName,
            @Nullable String apiVersion,
            @Nullable String apiProvider,
            @Nullable String apiUUID,
            @Nullable String associatedType,
            Instant createdTime,
            Instant updatedTime) {

        static Result of(SearchApis.Row api) {
            return new Result(
                    api.id().toString(),
                    api.name(),
                    "API",
                    "HTTP",
                    api.description(),
                    api.context(),
                    api.version(),
                    api.provider(),
                    api.state().name(),
                    api.hasThumbnail(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    api.createdAt().truncatedTo(ChronoUnit.MILLIS),
                    api.updatedAt().truncatedTo(ChronoUnit.MILLIS));
        }

        static Result of(SearchDocuments.Found document) {
            return new Result(
                    document.id(),
                    document.name(),
                    "DOC",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    document.docType(),
                    document.summary(),
                    document.sourceType(),
                    document.sourceUrl(),
                    document.otherTypeName(),
                    document.visibility(),
                    document.apiName(),
                    document.apiVersion(),
                    document.apiProvider(),
                    document.apiId(),
                    "API",
                    document.createdAt().truncatedTo(ChronoUnit.MILLIS),
                    document.updatedAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @GetMapping
    @Scopes({"apim:api_view", "apim:api_manage", "apim:api_import_export"})
    Listing<Result> search(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(defaultValue = "") String query,
            Caller caller) {
        Page page = Page.of(limit, offset);
        SearchQuery parsed = SearchQuery.of(query);
        var found = apis.search(parsed, page, "apiName", "asc", caller);
        List<Result> items =
                new ArrayList<>(found.rows().stream().map(Result::of).toList());
        if (items.size() < page.limit()) {
            long first = Math.max(0, page.offset() - found.total());
            documents.find(parsed, caller, first, page.limit() - items.size()).stream()
                    .map(Result::of)
                    .forEach(items::add);
        }
        long total = found.total() + documents.count(parsed, caller);
        return Listing.of(items, page, total, "/search", query.isEmpty() ? Map.of() : Map.of("query", query));
    }
}
