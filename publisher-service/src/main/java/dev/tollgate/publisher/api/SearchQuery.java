package dev.tollgate.publisher.api;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The query of a list of APIs: {@code attr:value} pairs with spaces between them, or plain words, which are taken as a name.
 *
 * @param terms all of them must hold
 */
public record SearchQuery(List<Term> terms) {

    private static final Pattern TERM = Pattern.compile("(?:([A-Za-z_-]+):)?(\"[^\"]*\"|\\S+)");
    private static final int MAX_TERMS = 20;

    /**
     * @param exact the value stood in quotes
     */
    public record Term(Attribute attribute, String value, boolean exact) {}

    /** What can be asked for; WSO2's modifiers. */
    public enum Attribute {
        NAME,
        VERSION,
        CONTEXT,
        PROVIDER,
        DESCRIPTION,
        STATE,
        TAG,
        CATEGORY,
        CONTENT,
        /** Names, summaries and texts of documents. */
        DOCUMENT,
        /** What is the same for every API here: {@code type:HTTP}. */
        TYPE
    }

    public static SearchQuery of(String text) {
        if (text.length() > 1000) {
            throw new RefusedException(CommonError.BAD_REQUEST, "query must not be longer than 1000 characters.");
        }
        var terms = new ArrayList<Term>();
        Matcher matcher = TERM.matcher(text.strip());
        while (matcher.find()) {
            String value = matcher.group(2);
            boolean exact = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
            if (exact) {
                value = value.substring(1, value.length() - 1);
            }
            String modifier = matcher.group(1);
            value = exact ? value : value.replace("*", "");
            if (!value.isEmpty()) {
                terms.add(new Term(modifier == null ? Attribute.NAME : attribute(modifier), value, exact));
            }
        }
        if (terms.size() > MAX_TERMS) {
            throw new RefusedException(CommonError.BAD_REQUEST, "query must not have more than 20 parts.");
        }
        return new SearchQuery(List.copyOf(terms));
    }

    private static Attribute attribute(String modifier) {
        return switch (modifier.toLowerCase(Locale.ROOT)) {
            case "name" -> Attribute.NAME;
            case "version" -> Attribute.VERSION;
            case "context", "contexttemplate" -> Attribute.CONTEXT;
            case "provider" -> Attribute.PROVIDER;
            case "description" -> Attribute.DESCRIPTION;
            case "status", "lcstate" -> Attribute.STATE;
            case "tag", "tags" -> Attribute.TAG;
            case "api-category" -> Attribute.CATEGORY;
            case "content" -> Attribute.CONTENT;
            case "doc" -> Attribute.DOCUMENT;
            case "type" -> Attribute.TYPE;
            default ->
                throw new RefusedException(
                        CommonError.BAD_REQUEST,
                        "query: '" + ApiRules.shown(modifier) + "' cannot be searched; use name, version, context,"
                                + " provider, description, status, lcstate, tags, api-category, content, doc or type.");
        };
    }
}
