package dev.tollgate.store.catalogue;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.store.catalogue.CatalogueQuery.Term;
import dev.tollgate.store.request.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The Publisher's published APIs, by its view; what a viewer may not see is absent from every answer. */
@Repository
public class Catalogue {

    private static final String VISIBLE = """
         (:seesAll OR visibility = 'PUBLIC' OR (visibility = 'PRIVATE' AND :signedIn) OR (:signedIn AND provider = :user)
            OR (visibility = 'RESTRICTED' AND visible_roles && :roles::text[]))
        """;

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
        var values = new ArrayList<@Nullable String>();
        String where = " FROM registry.published_apis_v1 WHERE life_cycle_state = :state AND" + VISIBLE
                + query.terms().stream().map(term -> condition(term, values)).collect(Collectors.joining());
        String state = query.prototypes() ? "PROTOTYPED" : "PUBLISHED";
        long total = with(database.sql("SELECT count(*)" + where), viewer, values)
                .param("state", state)
                .query(Long.class)
                .single();
        List<PublishedApi> apis = total <= offset || limit == 0
                ? List.of()
                : with(
                                database.sql("SELECT " + PublishedApiRow.COLUMNS + where
                                        + " ORDER BY lower(name), name, created_at DESC, api_id LIMIT :limit"
                                        + " OFFSET :offset"),
                                viewer,
                                values)
                        .param("state", state)
                        .param("limit", limit)
                        .param("offset", offset)
                        .query(row)
                        .list();
        return new Found(apis, total);
    }

    /** An API of any state the Publisher shows, if this viewer may see it. */
    public Optional<PublishedApi> find(UUID id, Viewer viewer) {
        return with(
                        database.sql("SELECT " + PublishedApiRow.COLUMNS
                                + " FROM registry.published_apis_v1 WHERE api_id = :id AND" + VISIBLE),
                        viewer,
                        List.of())
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
        return with(
                        database.sql(
                                "SELECT definition FROM registry.published_apis_v1 WHERE api_id = :id AND" + VISIBLE),
                        viewer,
                        List.of())
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
        return with(
                        database.sql("SELECT t, count(*) FROM registry.published_apis_v1, unnest(tags) t WHERE"
                                + " life_cycle_state = 'PUBLISHED' AND"
                                + VISIBLE + " GROUP BY t ORDER BY t"),
                        viewer,
                        List.of())
                .query((tag, number) -> new TagCount(tag.getString(1), tag.getLong(2)))
                .list();
    }

    private static JdbcClient.StatementSpec with(
            JdbcClient.StatementSpec statement, Viewer viewer, List<@Nullable String> values) {
        JdbcClient.StatementSpec bound = statement
                .param("seesAll", viewer.seesAll())
                .param("signedIn", viewer.signedIn())
                .param("user", viewer.userName())
                .param("roles", viewer.roles().toArray(String[]::new));
        for (int i = 0; i < values.size(); i++) {
            bound = bound.param("v" + i, values.get(i));
        }
        return bound;
    }

    private static String condition(Term term, List<@Nullable String> values) {
        return switch (term.attribute()) {
            case NAME -> " AND " + compare("name", term, values);
            case VERSION -> " AND " + compare("version", term, values);
            case CONTEXT ->
                " AND (" + compare("context", term, values) + " OR " + compare("ltrim(context, '/')", term, values)
                        + ")";
            case DESCRIPTION -> " AND " + compare("description", term, values);
            case PROVIDER -> " AND " + compare("provider", term, values);
            case TAG -> " AND EXISTS (SELECT FROM unnest(tags) t WHERE " + compare("t", term, values) + ")";
            case CATEGORY -> " AND EXISTS (SELECT FROM unnest(categories) t WHERE " + compare("t", term, values) + ")";
            case PROPERTY -> {
                String property = bind(term.property(), values);
                yield " AND EXISTS (SELECT FROM jsonb_array_elements(additional_properties) p WHERE lower(p->>'name')"
                        + " = "
                        + property + " AND " + compare("p->>'value'", term, values) + ")";
            }
        };
    }

    private static String compare(String column, Term term, List<@Nullable String> values) {
        String value = "lower(" + bind(term.value(), values) + ")";
        return switch (term.match()) {
            case EXACT -> "lower(" + column + ") = " + value;
            case PREFIX -> "starts_with(lower(" + column + "), " + value + ")";
            case PART -> "strpos(lower(" + column + "), " + value + ") > 0";
        };
    }

    private static String bind(String value, List<@Nullable String> values) {
        values.add(value);
        return ":v" + (values.size() - 1);
    }
}
