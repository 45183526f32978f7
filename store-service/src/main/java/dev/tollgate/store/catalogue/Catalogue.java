package dev.tollgate.store.catalogue;

import static dev.tollgate.store.catalogue.CatalogueConditions.VISIBLE;
import static dev.tollgate.store.catalogue.CatalogueConditions.seenBy;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.store.request.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The Publisher's published APIs, by its view; what a viewer may not see is absent from every answer. */
@Repository
public class Catalogue {

    private final JdbcClient database;
    private final PublishedApiRow row;

    Catalogue(JdbcClient database, PublishedApiRow row) {
        this.database = database;
        this.row = row;
    }

    /** A page of what was found, and how many there are altogether. */
    public record Found(List<PublishedApi> apis, long total) {}

    public Found search(CatalogueQuery query, Viewer viewer, int limit, int offset) {
        if (query.nothing()) {
            return new Found(List.of(), 0);
        }
        var conditions = new CatalogueConditions();
        String where = " FROM registry.published_apis_v1 WHERE" + conditions.apis(query);
        String best = query.text().isEmpty() ? "" : conditions.rank(query);
        long total = seenBy(viewer, conditions.bound(database.sql("SELECT count(*)" + where)))
                .query(Long.class)
                .single();
        List<PublishedApi> apis = total <= offset || limit == 0
                ? List.of()
                : seenBy(
                                viewer,
                                conditions.bound(database.sql("SELECT " + PublishedApiRow.COLUMNS + where + " ORDER BY "
                                        + best + "lower(name), name, created_at DESC, api_id LIMIT :limit"
                                        + " OFFSET :offset")))
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(row)
                        .list();
        return new Found(apis, total);
    }

    /** An API of any state the Publisher shows, if this viewer may see it. */
    public Optional<PublishedApi> find(UUID id, Viewer viewer) {
        return seenBy(
                        viewer,
                        database.sql("SELECT " + PublishedApiRow.COLUMNS
                                + " FROM registry.published_apis_v1 WHERE api_id = :id AND" + VISIBLE))
                .param("id", id)
                .query(row)
                .optional();
    }

    /** The API for this caller; one that the caller may not see is as absent as one that never was. */
    public PublishedApi visible(Caller caller, String apiId) {
        return ResourceId.parse(apiId)
                .flatMap(id -> find(id, Viewer.of(caller)))
                .orElseThrow(() -> ResourceId.absent("API"));
    }

    Optional<String> definition(UUID id, Viewer viewer) {
        return seenBy(
                        viewer,
                        database.sql(
                                "SELECT definition FROM registry.published_apis_v1 WHERE api_id = :id AND" + VISIBLE))
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** APIs by id for those who are subscribed to them: visibility does not take away what one has. */
    public Map<UUID, PublishedApi> byIds(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return database
                .sql("SELECT " + PublishedApiRow.COLUMNS
                        + " FROM registry.published_apis_v1 WHERE api_id = ANY (:ids::uuid[])")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row)
                .list()
                .stream()
                .collect(Collectors.toMap(PublishedApi::id, Function.identity()));
    }

    /** How many visible published APIs carry a tag. */
    public record TagCount(String value, long count) {}

    public List<TagCount> tags(Viewer viewer) {
        return seenBy(
                        viewer,
                        database.sql("SELECT t, count(*) FROM registry.published_apis_v1, unnest(tags) t WHERE"
                                + " life_cycle_state = 'PUBLISHED' AND"
                                + VISIBLE + " GROUP BY t ORDER BY t"))
                .query((tag, number) -> new TagCount(tag.getString(1), tag.getLong(2)))
                .list();
    }
}
