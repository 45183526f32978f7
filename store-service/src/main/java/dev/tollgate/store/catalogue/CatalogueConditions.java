package dev.tollgate.store.catalogue;

import dev.tollgate.store.catalogue.CatalogueQuery.Match;
import dev.tollgate.store.catalogue.CatalogueQuery.Term;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conditions in SQL on {@code registry.published_apis_v1}: what a viewer may see, and what a query asks for. */
final class CatalogueConditions {

    static final String VISIBLE = """
         (:seesAll OR visibility = 'PUBLIC' OR (visibility = 'PRIVATE' AND :signedIn) OR (:signedIn AND provider = :user)
            OR (visibility = 'RESTRICTED' AND visible_roles && :roles::text[]))
        """;

    private static final String READABLE = "(w.visibility = 'API_LEVEL' OR :signedIn)";

    private final List<String> values = new ArrayList<>();

    static JdbcClient.StatementSpec seenBy(Viewer viewer, JdbcClient.StatementSpec statement) {
        return statement
                .param("seesAll", viewer.seesAll())
                .param("signedIn", viewer.signedIn())
                .param("user", viewer.userName())
                .param("roles", viewer.roles().toArray(String[]::new));
    }

    JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement) {
        JdbcClient.StatementSpec bound = statement;
        for (int i = 0; i < values.size(); i++) {
            bound = bound.param("v" + i, values.get(i));
        }
        return bound;
    }

    /** APIs in the state wanted that the viewer may see and all terms hold for. */
    String apis(CatalogueQuery query) {
        var where = new StringBuilder(" life_cycle_state = " + bind(query.state()) + " AND").append(VISIBLE);
        query.terms().forEach(term -> where.append(" AND ").append(condition(term)));
        return where.toString();
    }

    /** Documents {@code d} with their words {@code w} that all the query's words stand in, of APIs that the rest holds for. */
    String documents(CatalogueQuery query) {
        var apis = new StringBuilder(" life_cycle_state = " + bind(query.state()) + " AND").append(VISIBLE);
        query.terms().stream()
                .filter(term -> !term.attribute().inText())
                .forEach(term -> apis.append(" AND ").append(condition(term)));
        var where = new StringBuilder(
                " d.api_id IN (SELECT api_id FROM registry.published_apis_v1 WHERE" + apis + ")" + " AND " + READABLE);
        query.terms().stream()
                .filter(term -> term.attribute().inText())
                .forEach(term -> where.append(" AND ").append(words(term)));
        return where.toString();
    }

    /** What the words of a query are worth in an API, its documents included; the first is the best. */
    String rank(CatalogueQuery query) {
        String text = bind(query.text());
        String byName = "lower(name) = lower(" + text + ") DESC, strpos(lower(name), lower(" + text + ")) > 0 DESC, ";
        return byName + "(SELECT max(ts_rank(w.words, plainto_tsquery('pg_catalog.english', " + text
                + "))) FROM registry.words_v1 w WHERE w.api_id = published_apis_v1.api_id AND " + READABLE
                + ") DESC NULLS LAST, ";
    }

    String documentRank(CatalogueQuery query) {
        return "ts_rank(w.words, plainto_tsquery('pg_catalog.english', " + bind(query.text()) + "))";
    }

    String bind(String value) {
        values.add(value);
        return ":v" + (values.size() - 1);
    }

    private String condition(Term term) {
        return switch (term.attribute()) {
            case NAME -> compare("name", term);
            case VERSION -> compare("version", term);
            case CONTEXT -> "(" + compare("context", term) + " OR " + compare("ltrim(context, '/')", term) + ")";
            case DESCRIPTION -> compare("description", term);
            case PROVIDER -> compare("provider", term);
            case TAG -> "EXISTS (SELECT FROM unnest(tags) t WHERE " + compare("t", term) + ")";
            case CATEGORY -> "EXISTS (SELECT FROM unnest(categories) t WHERE " + compare("t", term) + ")";
            case PROPERTY -> {
                String property = bind(term.property());
                yield "EXISTS (SELECT FROM jsonb_array_elements(additional_properties) p WHERE lower(p->>'name') = "
                        + property + " AND " + compare("p->>'value'", term) + ")";
            }
            case TEXT -> "(" + compare("name", term) + " OR " + inWords(term, "") + ")";
            case CONTENT -> inWords(term, "");
            case DOCUMENT -> inWords(term, "w.document_id IS NOT NULL AND ");
        };
    }

    private String inWords(Term term, String only) {
        return "api_id IN (SELECT w.api_id FROM registry.words_v1 w WHERE " + only + READABLE + " AND " + words(term)
                + ")";
    }

    private String words(Term term) {
        String function = term.match() == Match.EXACT ? "phraseto_tsquery" : "plainto_tsquery";
        return "w.words @@ " + function + "('pg_catalog.english', " + bind(term.value()) + ")";
    }

    private String compare(String column, Term term) {
        String value = "lower(" + bind(term.value()) + ")";
        return switch (term.match()) {
            case EXACT -> "lower(" + column + ") = " + value;
            case PREFIX -> "starts_with(lower(" + column + "), " + value + ")";
            case PART -> "strpos(lower(" + column + "), " + value + ") > 0";
        };
    }
}
