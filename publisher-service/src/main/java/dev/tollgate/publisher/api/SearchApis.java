package dev.tollgate.publisher.api;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.SearchQuery.Term;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Lists APIs by query, page and order, without loading what a list does not show. */
@Service
public class SearchApis {

    private static final Map<String, String> ORDERS = Map.of(
            "apiName", "lower(name)",
            "version", "version",
            "createdTime", "created_at",
            "status", "state");

    private final JdbcClient database;

    SearchApis(JdbcClient database) {
        this.database = database;
    }

    /** What a list shows of one API. */
    public record Row(
            UUID id,
            String name,
            String context,
            String version,
            String provider,
            String description,
            LifeCycleState state,
            ApiDocument document,
            boolean hasThumbnail,
            java.time.Instant createdAt,
            java.time.Instant updatedAt,
            String updatedBy) {}

    public record Found(List<Row> rows, long total) {}

    public Found search(
            SearchQuery query, Page page, @Nullable String sortBy, @Nullable String sortOrder, Caller caller) {
        var where =
                new StringBuilder("WHERE (cardinality(access_roles) = 0 OR provider = ? OR access_roles && ?::text[])");
        var parameters = new ArrayList<Object>();
        parameters.add(caller.userName());
        parameters.add(caller.roles().toArray(String[]::new));
        if (caller.roles().contains("admin")) {
            where = new StringBuilder("WHERE true");
            parameters.clear();
        }
        for (Term term : query.terms()) {
            where.append(" AND ").append(condition(term, parameters));
        }
        long total = database.sql("SELECT count(*) FROM apis.apis " + where)
                .params(parameters)
                .query(Long.class)
                .single();
        String order = ORDERS.getOrDefault(sortBy == null ? "" : sortBy, "created_at");
        String direction = "asc".equalsIgnoreCase(sortOrder) ? "ASC" : "DESC";
        parameters.add(page.limit());
        parameters.add(page.offset());
        List<Row> rows = database.sql("""
            SELECT id, name, context, version, provider, description, state, document, has_thumbnail, created_at,
                updated_at, updated_by
            FROM apis.apis
            """ + where + " ORDER BY " + order + " " + direction + ", id LIMIT ? OFFSET ?")
                .params(parameters)
                .query((row, number) -> row(row))
                .list();
        return new Found(rows, total);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("context"),
                row.getString("version"),
                row.getString("provider"),
                row.getString("description"),
                LifeCycleState.valueOf(row.getString("state")),
                ApiDocument.stored(row.getString("document")),
                row.getBoolean("has_thumbnail"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"));
    }

    private static String condition(Term term, List<Object> parameters) {
        return switch (term.attribute()) {
            case NAME -> text("name", term, parameters);
            case VERSION -> text("version", term, parameters);
            case CONTEXT -> text("context", term, parameters);
            case PROVIDER -> text("provider", term, parameters);
            case DESCRIPTION -> text("description", term, parameters);
            case STATE -> text("state", term, parameters);
            case TAG -> member("tags", term, parameters);
            case CATEGORY -> member("categories", term, parameters);
            case CONTENT ->
                "id IN (SELECT api_id FROM apis.definitions WHERE " + text("content", term, parameters) + ")";
            case DOCUMENT ->
                "id IN (SELECT api_id FROM registry.documents WHERE visibility <> 'OWNER_ONLY' AND ("
                        + text("name", term, parameters) + " OR " + text("summary", term, parameters) + " OR "
                        + text("content_text", term, parameters) + "))";
            case TYPE -> {
                parameters.add(term.value());
                yield "upper(?) = 'HTTP'";
            }
        };
    }

    private static String text(String column, Term term, List<Object> parameters) {
        parameters.add(pattern(term));
        return column + " ILIKE ?";
    }

    private static String member(String column, Term term, List<Object> parameters) {
        parameters.add(pattern(term));
        return "EXISTS (SELECT 1 FROM unnest(" + column + ") AS member WHERE member ILIKE ?)";
    }

    /** For {@code ILIKE}: exactly this, or somewhere in it. */
    public static String pattern(Term term) {
        String escaped = term.value().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return term.exact() ? escaped : "%" + escaped + "%";
    }

    /** Whether an API with this name, context or version exists, for forms that ask while one types. */
    boolean exists(SearchQuery query) {
        var parameters = new ArrayList<Object>();
        var where = new StringBuilder("WHERE true");
        for (Term term : query.terms()) {
            var exact = new Term(term.attribute(), term.value(), true);
            where.append(" AND ").append(condition(exact, parameters));
        }
        return !query.terms().isEmpty()
                && database.sql("SELECT EXISTS (SELECT 1 FROM apis.apis " + where + ")")
                        .params(parameters)
                        .query(Boolean.class)
                        .single();
    }
}
