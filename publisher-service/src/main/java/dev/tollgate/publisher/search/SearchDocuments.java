package dev.tollgate.publisher.search;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.publisher.api.SearchApis;
import dev.tollgate.publisher.api.SearchQuery;
import dev.tollgate.publisher.api.SearchQuery.Attribute;
import dev.tollgate.publisher.api.SearchQuery.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds documents by their name, summary and text, of the APIs that the caller sees. */
@Repository
class SearchDocuments {

    /** What documents can be found by; a query that asks for more finds none. */
    private static final Set<Attribute> OWN = Set.of(Attribute.NAME, Attribute.CONTENT, Attribute.DOCUMENT);

    private static final String FROM = """
        FROM registry.documents d JOIN apis.apis a ON a.id = d.api_id
        WHERE (? OR cardinality(a.access_roles) = 0 OR a.provider = ? OR a.access_roles && ?::text[])
            AND (d.visibility <> 'OWNER_ONLY' OR d.created_by = ? OR a.provider = ? OR ?)
        """;

    private final JdbcClient database;

    SearchDocuments(JdbcClient database) {
        this.database = database;
    }

    record Found(
            String id,
            String name,
            String docType,
            String summary,
            String sourceType,
            @Nullable String sourceUrl,
            @Nullable String otherTypeName,
            String visibility,
            String apiId,
            String apiName,
            String apiVersion,
            String apiProvider,
            Instant createdAt,
            Instant updatedAt) {}

    private record Condition(String sql, List<Object> parameters) {}

    private static Condition condition(SearchQuery query, Caller caller) {
        boolean admin = caller.roles().contains("admin");
        var sql = new StringBuilder(FROM);
        var parameters = new ArrayList<Object>(List.of(
                admin,
                caller.userName(),
                caller.roles().toArray(String[]::new),
                caller.userName(),
                caller.userName(),
                admin));
        for (Term term : query.terms()) {
            if (OWN.contains(term.attribute())) {
                sql.append(" AND (d.name ILIKE ? OR d.summary ILIKE ? OR d.content_text ILIKE ?)");
                String pattern = SearchApis.pattern(term);
                parameters.addAll(List.of(pattern, pattern, pattern));
            } else {
                sql.append(" AND false");
            }
        }
        return new Condition(sql.toString(), parameters);
    }

    long count(SearchQuery query, Caller caller) {
        Condition condition = condition(query, caller);
        return database.sql("SELECT count(*) " + condition.sql())
                .params(condition.parameters())
                .query(Long.class)
                .single();
    }

    List<Found> find(SearchQuery query, Caller caller, long offset, int limit) {
        Condition condition = condition(query, caller);
        var parameters = new ArrayList<>(condition.parameters());
        parameters.add(limit);
        parameters.add(offset);
        return database.sql("""
            SELECT d.document_id, d.name, d.type, d.summary, d.source_type, d.source_url, d.other_type_name, d.visibility,
                d.api_id, a.name AS api_name, a.version AS api_version, a.provider AS api_provider, d.created_at, d.updated_at
            """ + condition.sql() + " ORDER BY lower(d.name), d.document_id LIMIT ? OFFSET ?")
                .params(parameters)
                .query((row, number) -> new Found(
                        row.getString("document_id"),
                        row.getString("name"),
                        row.getString("type"),
                        row.getString("summary"),
                        row.getString("source_type"),
                        row.getString("source_url"),
                        row.getString("other_type_name"),
                        row.getString("visibility"),
                        row.getString("api_id"),
                        row.getString("api_name"),
                        row.getString("api_version"),
                        row.getString("api_provider"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("updated_at").toInstant()))
                .list();
    }
}
