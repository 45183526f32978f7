package dev.tollgate.store.catalogue;

import dev.tollgate.store.request.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the parameter {@code query} of the catalogue asks for: {@code attr:value} is exact, {@code attr:value*} a prefix, a word
 * without a modifier a part of the API's name or a word of its tags, provider, description or documents; all must hold. Case
 * does not matter, nor, in texts, do English endings.
 *
 * @param prototypes PROTOTYPED APIs are wanted rather than PUBLISHED ones
 */
public record CatalogueQuery(List<Term> terms, boolean prototypes, boolean nothing) {

    private static final int LONGEST = 1000;
    private static final int MOST_TERMS = 10;
    private static final Pattern TERM = Pattern.compile("(?:([A-Za-z][\\w.-]*):)?(?:\"([^\"]*)\"|(\\S+))");

    /** How a value is compared. */
    public enum Match {
        EXACT,
        PREFIX,
        PART
    }

    /**
     * One condition.
     *
     * @param property name of an additional property, where the attribute is PROPERTY
     */
    public record Term(Attribute attribute, String property, String value, Match match) {}

    /** What a condition is about. */
    public enum Attribute {
        NAME,
        VERSION,
        CONTEXT,
        DESCRIPTION,
        PROVIDER,
        TAG,
        CATEGORY,
        PROPERTY,
        /** A part of the name, or a word anywhere. */
        TEXT,
        /** A word anywhere. */
        CONTENT,
        /** A word of a document. */
        DOCUMENT;

        boolean inText() {
            return this == TEXT || this == CONTENT || this == DOCUMENT;
        }
    }

    String state() {
        return prototypes ? "PROTOTYPED" : "PUBLISHED";
    }

    /** The words that texts are searched for, with blanks between them; empty where there are none. */
    String text() {
        return terms.stream()
                .filter(term -> term.attribute().inText())
                .map(Term::value)
                .collect(Collectors.joining(" "));
    }

    /** Documents are wanted, not APIs. */
    boolean documentsOnly() {
        return terms.stream().anyMatch(term -> term.attribute() == Attribute.DOCUMENT);
    }

    public static CatalogueQuery parse(@Nullable String query) {
        if (query == null || query.isBlank()) {
            return new CatalogueQuery(List.of(), false, false);
        }
        if (query.length() > LONGEST || query.indexOf('\0') >= 0) {
            throw Field.refuse("query must not be longer than " + LONGEST + " characters.");
        }
        var terms = new ArrayList<Term>();
        boolean prototypes = false;
        boolean nothing = false;
        Matcher matcher = TERM.matcher(query);
        while (matcher.find()) {
            String modifier = matcher.group(1) == null ? "" : matcher.group(1).toLowerCase(Locale.ROOT);
            boolean quoted = matcher.group(2) != null;
            String text = quoted ? matcher.group(2) : matcher.group(3);
            if (modifier.equals("status")) {
                prototypes = text.equalsIgnoreCase("PROTOTYPED");
                nothing |= !prototypes && !text.equalsIgnoreCase("PUBLISHED");
            } else {
                terms.add(term(modifier, text, quoted));
            }
        }
        if (terms.size() > MOST_TERMS) {
            throw Field.refuse("query must not have more than " + MOST_TERMS + " terms.");
        }
        return new CatalogueQuery(List.copyOf(terms), prototypes, nothing);
    }

    private static Term term(String modifier, String text, boolean quoted) {
        boolean prefix = !quoted && text.endsWith("*");
        String value = prefix ? text.substring(0, text.length() - 1) : text;
        Match match = prefix ? Match.PREFIX : modifier.isEmpty() && !quoted ? Match.PART : Match.EXACT;
        Attribute attribute = switch (modifier) {
            case "" -> prefix ? Attribute.NAME : Attribute.TEXT;
            case "name" -> Attribute.NAME;
            case "version" -> Attribute.VERSION;
            case "context" -> Attribute.CONTEXT;
            case "description" -> Attribute.DESCRIPTION;
            case "provider" -> Attribute.PROVIDER;
            case "tag", "tags" -> Attribute.TAG;
            case "api-category" -> Attribute.CATEGORY;
            case "doc" -> Attribute.DOCUMENT;
            case "content" -> Attribute.CONTENT;
            default -> Attribute.PROPERTY;
        };
        if (attribute.inText() && !quoted) {
            return new Term(attribute, modifier, value, Match.PART);
        }
        if (attribute == Attribute.DESCRIPTION && match == Match.EXACT) {
            return new Term(attribute, modifier, value, Match.PART);
        }
        return new Term(attribute, modifier, value, match);
    }
}
