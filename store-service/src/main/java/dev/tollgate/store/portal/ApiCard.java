package dev.tollgate.store.portal;

import dev.tollgate.store.catalogue.PublishedApi;
import java.util.List;
import java.util.Locale;

/**
 * An API as lists show it.
 *
 * @param initials one or two letters in place of a picture
 * @param colour 0 to 7, always the same for a name
 */
record ApiCard(
        String id,
        String name,
        String version,
        String context,
        String provider,
        String summary,
        List<String> tags,
        String initials,
        int colour,
        boolean prototype) {

    private static final int COLOURS = 8;
    private static final int LONGEST_SUMMARY = 160;

    static ApiCard of(PublishedApi api) {
        return new ApiCard(
                api.id().toString(),
                api.name(),
                api.version(),
                api.context(),
                api.provider(),
                summary(api.description()),
                api.tags(),
                initials(api.name()),
                Math.floorMod(api.name().hashCode(), COLOURS),
                api.lifeCycleState().equals("PROTOTYPED"));
    }

    /** The first words, without Markdown's signs. */
    static String summary(String description) {
        String text = description
                .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .replaceAll("[`*_#>]+", "")
                .replaceAll("\\s+", " ")
                .strip();
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_SUMMARY, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end).stripTrailing() + "…";
    }

    private static String initials(String name) {
        String[] words = name.replaceAll("([a-z])([A-Z])", "$1 $2").split("[^\\p{L}\\p{N}]+", -1);
        var letters = new StringBuilder();
        for (String word : words) {
            if (!word.isEmpty() && letters.codePointCount(0, letters.length()) < 2) {
                letters.appendCodePoint(word.codePointAt(0));
            }
        }
        return letters.isEmpty() ? "?" : letters.toString().toUpperCase(Locale.ROOT);
    }
}
