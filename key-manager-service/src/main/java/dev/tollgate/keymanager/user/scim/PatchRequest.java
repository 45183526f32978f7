package dev.tollgate.keymanager.user.scim;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** RFC 7644, section 3.5.2. */
record PatchRequest(
        @JsonProperty("Operations") @JsonAlias("operations") @Nullable
        List<Operation> operations) {

    private static final Pattern SELECTED = Pattern.compile("(\\w+)\\[\\s*\\w+\\s+eq\\s+\"([^\"]*)\"\\s*]");

    enum Verb {
        ADD,
        REMOVE,
        REPLACE
    }

    record Operation(
            @Nullable String op,
            @Nullable String path,
            @Nullable JsonNode value) {}

    /**
     * One change of one attribute.
     *
     * @param attribute in lower case
     * @param selected the value in {@code roles[value eq "…"]}
     */
    record Change(
            Verb verb,
            String attribute,
            @Nullable String selected,
            @Nullable JsonNode value) {

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            if (selected != null) {
                texts.add(selected);
            } else if (value != null && value.isArray()) {
                value.forEach(item -> texts.add(text(item)));
            } else if (value != null && !value.isNull()) {
                texts.add(text(value));
            }
            return texts;
        }

        String single() {
            List<String> texts = texts();
            if (texts.size() != 1) {
                throw bad("One value is expected for " + attribute + ".");
            }
            return texts.getFirst();
        }

        boolean bool() {
            return switch (single().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw bad(attribute + " is true or false.");
            };
        }
    }

    /** The changes in order; an operation without a path is one change for each attribute of its value. */
    List<Change> changes() {
        if (operations == null || operations.isEmpty()) {
            throw bad("A patch has one operation or more, in Operations.");
        }
        List<Change> changes = new ArrayList<>();
        for (Operation operation : operations) {
            Verb verb = verb(operation.op());
            String path = operation.path();
            JsonNode value = operation.value();
            if (path != null && !path.isBlank()) {
                Matcher selected = SELECTED.matcher(path.trim());
                changes.add(
                        selected.matches()
                                ? new Change(verb, lower(selected.group(1)), selected.group(2), value)
                                : new Change(verb, lower(path.trim()), null, value));
            } else if (value != null && value.isObject()) {
                value.properties()
                        .forEach(entry -> changes.add(new Change(verb, lower(entry.getKey()), null, entry.getValue())));
            } else {
                throw bad("An operation without a path needs an object as its value.");
            }
        }
        return changes;
    }

    static RefusedException bad(String description) {
        return new RefusedException(CommonError.BAD_REQUEST, description);
    }

    private static Verb verb(@Nullable String op) {
        return switch (op == null ? "" : lower(op)) {
            case "add" -> Verb.ADD;
            case "remove" -> Verb.REMOVE;
            case "replace" -> Verb.REPLACE;
            default -> throw bad("op is add, remove or replace.");
        };
    }

    /** A plain value, or the {@code value} (failing that, {@code display}) of a complex one. */
    private static String text(JsonNode item) {
        JsonNode plain = item;
        if (item.isObject()) {
            plain = item.has("value") ? item.get("value") : item.path("display");
        }
        if (!plain.isValueNode() || plain.isNull()) {
            throw bad("A value is missing.");
        }
        return plain.asString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
