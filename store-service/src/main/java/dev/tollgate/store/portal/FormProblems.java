package dev.tollgate.store.portal;

import dev.tollgate.platform.error.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, by field; what belongs to no field stands under the empty name. Pages show each beside its field.
 */
record FormProblems(Map<String, String> byField) {

    static final FormProblems NONE = new FormProblems(Map.of());

    FormProblems {
        byField = Map.copyOf(byField);
    }

    /**
     * A use case's refusal: its text begins with the field's name ("name is required.", "throttlingPolicy: there is …").
     *
     * @param labels the form's fields and how the page calls them
     */
    static FormProblems of(RefusedException refused, Map<String, String> labels) {
        String text = refused.description();
        for (Map.Entry<String, String> field : labels.entrySet()) {
            for (String separator : List.of(": ", " ")) {
                if (text.startsWith(field.getKey() + separator)) {
                    String rest = text.substring(field.getKey().length() + separator.length());
                    return NONE.with(
                            field.getKey(),
                            separator.equals(": ")
                                    ? rest.substring(0, 1).toUpperCase(Locale.ROOT) + rest.substring(1)
                                    : field.getValue() + " " + rest);
                }
            }
        }
        return NONE.with("", text);
    }

    FormProblems with(String field, String problem) {
        var more = new LinkedHashMap<>(byField);
        more.putIfAbsent(field, problem);
        return new FormProblems(more);
    }

    public boolean none() {
        return byField.isEmpty();
    }

    public boolean at(String field) {
        return byField.containsKey(field);
    }

    public @Nullable String of(String field) {
        return byField.get(field);
    }
}
